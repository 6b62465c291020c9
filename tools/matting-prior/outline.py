"""Learns the outline network: shown a product closely, it says where the product ends, in shadows, gaps and reflections, too.

    outline.py LAYERS.bin FINISHED.bin PRIOR.bin WEIGHTS.bin [--side 320] [--minutes 75] [--threads 2] [--resume STATE.pt]

LAYERS.bin comes from `Benchmarks -- training-photographs FILE COUNT SEED close`, FINISHED.bin from blender/photographs.py: photographs of 384 x 384
pixels by two renderers, the first in layers, so that every thing stands on other grounds each time. Begins with the prior's weights:
telling things from grounds is the same work at every size. WEIGHTS.bin is what Studio/Matting/Learned reads. Needs Debian's python3-torch
and python3-opencv.
"""
import struct

import numpy as np
import torch
import torch.nn.functional as F

import staging
import train

TAKEN = 384  # of a photograph
SIDE = 320  # of what the network sees while learning; later it sees pictures of any size
LAYERS, FINISHED = 8, 4  # bytes of a pixel
CHECKS = {LAYERS: 96, FINISHED: 32}  # photographs that are never learned from
FINISHED_SHARE = .45
MARKED_SHARE = .4  # of the photographs that are learned from
INPUTS = 6  # colours, places, and a person's strokes: 1 for product, -1 for ground


def weights_of(path):
    """What train.export wrote: weights and bias of each convolution in its order."""
    with open(path, "rb") as file:
        magic, version, count = file.read(4), *struct.unpack("<ii", file.read(8))
        assert magic == train.MAGIC and version == train.VERSION, f"expected weights of version {train.VERSION}"
        for _ in range(count):
            outputs, inputs, side = struct.unpack("<iii", file.read(12))
            taken = np.frombuffer(file.read(outputs * inputs * side * side * 2), "<f2").reshape(outputs, inputs, side, side)
            yield torch.from_numpy(taken.astype("f4")), torch.from_numpy(np.frombuffer(file.read(outputs * 2), "<f2").astype("f4"))


def unfold(model, path, photos):
    """Puts exported weights into a model that goes on learning: every norm gets the spread that its convolution has on PHOTOS."""
    layers = [(model.stem, model.stem_norm), (model.first, model.first_norm)]
    for group in (model.down, model.up):
        for pair in group:
            layers += [(pair.first, pair.first_norm), (pair.second, pair.second_norm)]
    stored = list(weights_of(path))
    for layer, (weight, bias) in zip((model.narrow, model.last, model.answer), stored[len(layers):]):
        layer.weight.data.copy_(weight)
        layer.bias.data.copy_(bias)

    def measure(norm, bias):
        def hook(_, inputs):
            mean, spread = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3)).add(1e-6).sqrt()
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(spread**2)
            norm.weight.data.copy_((spread**2 + norm.eps).sqrt())
            norm.bias.data.copy_(bias + mean)
        return norm.register_forward_pre_hook(hook)

    hooks = []
    for (convolution, norm), (weight, bias) in zip(layers, stored):
        convolution.weight.data.copy_(weight)
        hooks.append(measure(norm, bias))
    model.eval()
    with torch.no_grad():
        model(photos)
    for hook in hooks:
        hook.remove()


def outlines(found, true):
    """F-score of outline pixels within one pixel, per picture."""
    def edge(mask):
        padded = F.pad(mask.float(), (1, 1, 1, 1), mode="replicate") > 0
        return mask & ~(padded[..., 1:-1, 2:] & padded[..., 1:-1, :-2] & padded[..., 2:, 1:-1] & padded[..., :-2, 1:-1])

    def near(mask):
        return F.max_pool2d(mask.float(), 3, 1, 1) > 0

    one, two = edge(found), edge(true)
    precision = (one & near(two)).sum((1, 2, 3)) / one.sum((1, 2, 3)).clamp(min=1)
    recall = (two & near(one)).sum((1, 2, 3)) / two.sum((1, 2, 3)).clamp(min=1)
    return (2 * precision * recall / (precision + recall).clamp(min=1e-6)).numpy()


def seen(photos, marks=None):
    marks = torch.zeros_like(photos[:, :1]) if marks is None else marks
    return torch.cat([train.wanted(photos), marks], 1).contiguous(memory_format=torch.channels_last)


def main():
    parser = train.arguments(train.WIDTHS, 8, "layers", "finished", "prior", "weights")
    parser.add_argument("--side", type=int, default=SIDE)
    options = parser.parse_args()
    train.keep_memory()
    torch.manual_seed(1)
    layers, finished = (train.Photographs(path, TAKEN, size, CHECKS[size]) for path, size in ((options.layers, LAYERS), (options.finished, FINISHED)))
    model = train.Prior(options.widths, INPUTS)
    if options.resume:
        train.widened(model, torch.load(options.resume))
    else:
        begun = train.Prior(options.widths)
        with torch.no_grad():
            unfold(begun, options.prior, train.wanted(staging.photographed(staging.put_together(layers.some(32), layers.some(32), options.side)[0])))
        train.widened(model, begun.state_dict())
    model = model.to(memory_format=torch.channels_last)

    def lose():
        from_finished = round(options.batch * FINISHED_SHARE) if finished.enough() else 0
        parts = [staging.put_together(layers.some(options.batch - from_finished), layers.some(options.batch - from_finished), options.side)]
        if from_finished:
            parts.append(staging.decoded(finished.some(from_finished), options.side))
        light, cover = (torch.cat(part) for part in zip(*parts))
        photos = staging.photographed(light)
        marks = torch.zeros_like(cover)
        asked = torch.randperm(len(photos))[: round(len(photos) * MARKED_SHARE)]
        # Two contexts: weights that one has cast without gradients would have none in the other pass, either.
        with torch.no_grad(), torch.cpu.amp.autocast(dtype=torch.bfloat16):
            model.eval()
            marks[asked] = staging.marked(model(seen(photos[asked])).float(), cover[asked])
            model.train()
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            answer = model(seen(photos, marks))
        return train.loss_of(answer.float(), cover)

    def check():
        layers.look()
        finished.look()
        said = f"of {len(layers.data)} and {len(finished.data)} photos, unseen of each (overlap median, mean, outline median, mean; overlap with strokes):"
        for photos, cover in [staging.as_taken(layers.unseen())] + ([finished.unseen().split([3, 1], 1)] if finished.enough() else []):
            answer = torch.cat([model(seen(part)) for part in photos.split(8)])
            marks = staging.marked(answer, cover)
            told = torch.cat([model(seen(*part)) for part in zip(photos.split(8), marks.split(8))])
            for score in (train.overlap(answer, cover), outlines(answer > 0, cover > .5), train.overlap(told, cover)):
                said += f" {np.median(score):.4f} {score.mean():.4f}"
        return said

    train.learn(model, options, lose, check, every=500)


if __name__ == "__main__":
    main()
