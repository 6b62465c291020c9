"""Averages the weights of two states of one network: what each learned alone and the other forgot keeps half of its say.

    average.py ONE.pt OTHER.pt WEIGHTS.bin [--inputs 6]

The second must have gone on learning from the first; networks with different beginnings have nothing in common to average.
Writes WEIGHTS.bin.pt, too, to go on learning from. Needs Debian's python3-torch.
"""
import argparse

import torch

import train


def main():
    parser = argparse.ArgumentParser()
    for place in ("one", "other", "weights"):
        parser.add_argument(place)
    parser.add_argument("--inputs", type=int, default=6)
    options = parser.parse_args()
    one, other = torch.load(options.one), torch.load(options.other)
    model = train.Prior(train.WIDTHS, options.inputs)
    model.load_state_dict({name: (one[name] + other[name]) / 2 if one[name].is_floating_point() else other[name] for name in one})
    train.keep(model, options.weights)


if __name__ == "__main__":
    main()
