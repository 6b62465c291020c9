"""Learns the outline network: shown a product closely, with the prior's odds, it corrects them along outlines, shadows and gaps.

    outline.py PHOTOS.bin PRIOR.pt WEIGHTS.bin [--widths 16,32,48,64] [--minutes 40] [--threads 2] [--resume STATE.pt]

PHOTOS.bin comes from `Benchmarks -- training-photographs FILE COUNT SEED close`: 384 x 384 pixels of red, green, blue and coverage each,
things that the prior did not learn from. PRIOR.pt is train.py's state. WEIGHTS.bin is what Studio/Matting/Learned reads. Needs Debian's
python3-torch.
"""
import numpy as np
import torch
import torch.nn.functional as F

import train

TAKEN = 384  # of a photograph
WINDOW = 192  # that the network sees at once while learning; later it sees pictures of any size
WINDOWS = 4  # of each photograph
WIDTHS = (16, 32, 48, 64)
MOST_ODDS = 4  # of the prior, as in Studio/Matting/Learned/ProductPrior


class Outline(train.Prior):
    """Sees colours around zero and the prior's odds; says what to add to those."""

    def __init__(self, widths=WIDTHS):
        super().__init__(widths, inputs=4)


def closely(photos, odds):
    return torch.cat([(photos - .5) * 4, odds / 2], 1)


def odds_of(prior, photos):
    """What the prior says of whole photographs, at their size."""
    with torch.no_grad():
        small = F.interpolate(photos, size=(train.TAKEN, train.TAKEN), mode="area" if photos.shape[-1] % train.TAKEN == 0 else "bilinear", antialias=photos.shape[-1] % train.TAKEN != 0)
        train.SIDE = train.TAKEN
        answer = prior(train.wanted(small))
        return F.interpolate(answer, size=photos.shape[-2:], mode="bilinear", align_corners=False).clamp(-MOST_ODDS, MOST_ODDS)


def windows(photos, odds, cover, count):
    """Squares of different scale, most of them around a place of the outline."""
    n, side = photos.shape[0], photos.shape[-1]
    every = torch.cat([photos, odds, cover], 1)
    result = []
    for _ in range(count):
        scale = .75 + .6 * torch.rand(n)  # of a pixel's side
        half = scale * WINDOW / side
        middles = torch.rand(n, 2) * 2 - 1
        for k in range(n):
            inside = cover[k, 0] > .5
            edge = (inside[1:, 1:] != inside[:-1, 1:]) | (inside[1:, 1:] != inside[1:, :-1])
            places = edge.nonzero()
            if len(places) and torch.rand(()) < .85:
                y, x = places[torch.randint(len(places), ())]
                middles[k] = torch.stack([x, y]).float() / side * 2 - 1 + (torch.rand(2) - .5) * half[k]
        middles = torch.minimum(torch.maximum(middles, half.view(n, 1) - 1), 1 - half.view(n, 1)).where(half.view(n, 1) < 1, torch.zeros(()))
        theta = torch.zeros(n, 2, 3)
        theta[:, 0, 0] = theta[:, 1, 1] = half
        theta[:, :, 2] = middles
        result.append(F.grid_sample(every, F.affine_grid(theta, [n, 5, WINDOW, WINDOW], align_corners=False), padding_mode="reflection", align_corners=False))
    every = torch.cat(result)
    return every[:, :3], every[:, 3:4], every[:, 4:].clamp(0, 1)


def outlines(found, true):
    """F-score of outline pixels within two pixels, per picture."""
    def edge(mask):
        padded = F.pad(mask.float(), (1, 1, 1, 1), mode="replicate") > 0
        return mask & ~(padded[..., 1:-1, 2:] & padded[..., 1:-1, :-2] & padded[..., 2:, 1:-1] & padded[..., :-2, 1:-1])

    def near(mask):
        return F.max_pool2d(mask.float(), 5, 1, 2) > 0

    one, two = edge(found), edge(true)
    precision = (one & near(two)).sum((1, 2, 3)) / one.sum((1, 2, 3)).clamp(min=1)
    recall = (two & near(one)).sum((1, 2, 3)) / two.sum((1, 2, 3)).clamp(min=1)
    return (2 * precision * recall / (precision + recall).clamp(min=1e-6)).numpy()


def main():
    options = train.arguments(WIDTHS, 8, "photos", "prior", "weights").parse_args()
    train.keep_memory()
    torch.manual_seed(1)
    prior = train.Prior()
    prior.load_state_dict(torch.load(options.prior))
    prior = prior.eval().to(memory_format=torch.channels_last)
    model = Outline(options.widths).to(memory_format=torch.channels_last)
    if options.resume:
        model.load_state_dict(torch.load(options.resume))

    def lose(batch):
        train.SIDE = TAKEN
        photos, cover = train.spoil(batch[:, :3], batch[:, 3:])
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            odds = odds_of(prior, photos.contiguous(memory_format=torch.channels_last)).float()
        photos, odds, cover = windows(photos, odds, cover, WINDOWS)
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            answer = model(closely(photos, odds).contiguous(memory_format=torch.channels_last))
        return train.loss_of(answer.float() + odds, cover)

    def check(batch):
        found = []
        for part in batch.split(8):
            photos, cover = part[:, :3], part[:, 3:]
            odds = odds_of(prior, photos)
            answer = model(closely(photos, odds)) + odds
            found.append([score for said in (odds, answer) for score in (train.overlap(said, cover), outlines(said > 0, cover > .5))])
        found = np.concatenate(found, 1)
        return "overlap and outline (median, mean) of the prior, then of both: " + ", ".join(f"{np.median(x):.4f} {x.mean():.4f}" for x in found)

    train.learn(model, options, TAKEN, lose, check, every=200)


if __name__ == "__main__":
    main()
