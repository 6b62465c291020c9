"""Learns the matting prior: a small network that tells product from ground, shadow and reflection.

    train.py PHOTOS.bin WEIGHTS.bin [--side 224] [--widths 16,32,64,128,192] [--minutes 40] [--threads 2] [--resume STATE.pt]

A state of a narrower network is widened: what it knows stays, and the new channels learn from there.

PHOTOS.bin comes from `Benchmarks -- training-photographs`: 224 x 224 pixels of red, green, blue and coverage each.
WEIGHTS.bin is what Studio/Matting/Learned reads: see `export`. Needs Debian's python3-torch.
"""
import argparse
import ctypes
import math
import os
import struct
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

TAKEN = 224  # of a photograph
SIDE = 224  # of what the network sees; a first part at 160 is twice as fast
WIDTHS = (16, 32, 64, 128, 192)  # channels at one half of the side, one quarter and so on
HEAD = 8
CHECKS = 128  # photographs that are never learned from
MAGIC = b"CPRI"
VERSION = 1


class Pair(nn.Module):
    """Two 3 x 3 convolutions, each normalised over the batch while learning; the norm is folded into weights afterwards."""

    def __init__(self, before, after):
        super().__init__()
        self.first = nn.Conv2d(before, after, 3, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(after)
        self.second = nn.Conv2d(after, after, 3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(after)

    def forward(self, x):
        x = F.relu(self.first_norm(self.first(x)))
        return F.relu(self.second_norm(self.second(x)))


class Prior(nn.Module):
    def __init__(self, widths=WIDTHS, inputs=5):
        super().__init__()
        self.stem = nn.Conv2d(inputs, widths[0], 3, stride=2, padding=1, bias=False)
        self.stem_norm = nn.BatchNorm2d(widths[0])
        self.first = nn.Conv2d(widths[0], widths[0], 3, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(widths[0])
        self.down = nn.ModuleList([Pair(a, b) for a, b in zip(widths, widths[1:])])
        self.up = nn.ModuleList([Pair(a + b, a) for a, b in zip(widths, widths[1:])])
        self.narrow = nn.Conv2d(widths[0], HEAD, 1)
        self.last = nn.Conv2d(HEAD + inputs, HEAD, 3, padding=1)
        self.answer = nn.Conv2d(HEAD, 1, 1)

    def forward(self, x):
        kept = [F.relu(self.first_norm(self.first(F.relu(self.stem_norm(self.stem(x))))))]
        for pair in self.down:
            kept.append(pair(F.max_pool2d(kept[-1], 2)))
        y = kept[-1]
        for i in reversed(range(len(self.up))):
            y = self.up[i](torch.cat([F.interpolate(y, scale_factor=2, mode="nearest"), kept[i]], 1))
        y = F.interpolate(F.relu(self.narrow(y)), scale_factor=2, mode="nearest")
        return self.answer(F.relu(self.last(torch.cat([y, x], 1))))


def places(count, side):
    """Each pixel's place, -1 to 1 across and down: what is photographed is rarely at the edge."""
    line = torch.linspace(-1, 1, side)
    return torch.stack([line.view(1, side).expand(side, side), line.view(side, 1).expand(side, side)]).unsqueeze(0).expand(count, 2, side, side)


def spoil(photos, cover):
    """What cameras, rooms and people do: crop, mirror, light of another colour, strength and shape, softness, noise."""
    n = photos.shape[0]
    # A place to look at: a little nearer, a little off, mirrored, leaning.
    angle = (torch.rand(n) - .5) * .25
    scale_x = (1.15 - torch.rand(n) * .5)
    scale_y = scale_x * (1 + (torch.rand(n) - .5) * .25)
    mirror = torch.where(torch.rand(n) < .5, 1.0, -1.0)
    slack_x, slack_y = (1 - scale_x).clamp(min=0), (1 - scale_y).clamp(min=0)
    theta = torch.stack([
        torch.stack([scale_x * mirror * torch.cos(angle), -scale_y * torch.sin(angle), (torch.rand(n) * 2 - 1) * slack_x], 1),
        torch.stack([scale_x * mirror * torch.sin(angle), scale_y * torch.cos(angle), (torch.rand(n) * 2 - 1) * slack_y], 1)], 1)
    grid = F.affine_grid(theta, [n, 4, SIDE, SIDE], align_corners=False)
    both = F.grid_sample(torch.cat([photos, cover], 1), grid, padding_mode="reflection", align_corners=False)
    photos, cover = both[:, :3], both[:, 3:]
    light = photos.clamp(0, 1) ** 2.2
    light = light * (1 + (torch.rand(n, 3, 1, 1) - .5) * .3) * torch.exp((torch.rand(n, 1, 1, 1) - .5) * 1.2)
    # Light that falls unevenly: a soft field, and now and then the bars of a window.
    field = F.interpolate(torch.rand(n, 1, 4, 4), size=(SIDE, SIDE), mode="bicubic", align_corners=False)
    light = light * (1 + (field - .5) * torch.rand(n, 1, 1, 1) * .9)
    bars = (torch.rand(n) < .12).float().view(n, 1, 1, 1)
    xy = places(n, SIDE)
    turn, often, soft = torch.rand(n, 1, 1, 1) * math.pi, 3 + torch.rand(n, 1, 1, 1) * 12, 2 + torch.rand(n, 1, 1, 1) * 10
    wave = torch.sigmoid(soft * torch.sin(often * (xy[:, :1] * torch.cos(turn) + xy[:, 1:] * torch.sin(turn)) + torch.rand(n, 1, 1, 1) * 6))
    light = light * (1 - bars * wave * (torch.rand(n, 1, 1, 1) * .7))
    # Scattered light lifts the shadows: haze.
    haze = torch.rand(n, 1, 1, 1) ** 3 * .12
    light = light * (1 - haze) + haze
    photos = light.clamp(1e-6, 1) ** (1 / 2.2 * torch.exp((torch.rand(n, 1, 1, 1) - .5) * .5))
    grey = photos.mean(1, keepdim=True)
    photos = grey + (photos - grey) * (torch.rand(n, 1, 1, 1) * 1.3 + .1).clamp(max=1.2)
    swap = torch.rand(n) < .2
    photos = torch.where(swap.view(n, 1, 1, 1), photos[:, torch.randperm(3)], photos)
    blurred = F.avg_pool2d(photos, 3, 1, 1, count_include_pad=False)
    photos = torch.lerp(photos, blurred, torch.rand(n, 1, 1, 1) * 1.4 - .7)  # softer, or sharpened as phones do
    photos = photos + torch.randn_like(photos) * torch.rand(n, 1, 1, 1) * .025
    return photos.clamp(0, 1), cover.clamp(0, 1)


def wanted(photos):
    """What the network sees: colours around zero, and places."""
    return torch.cat([(photos - .5) * 4, places(photos.shape[0], photos.shape[-1])], 1)


def loss_of(answer, cover):
    share = torch.sigmoid(answer)
    # Outlines count more: their pixels are few.
    both = torch.cat([cover, -cover], 1)
    wide = F.max_pool2d(F.max_pool2d(both, (1, 7), 1, (0, 3)), (7, 1), 1, (3, 0))
    near = wide[:, :1] + wide[:, 1:]
    cross = F.binary_cross_entropy_with_logits(answer, cover, weight=1 + 2 * near)
    inside, both = (share * cover).sum((1, 2, 3)), (share + cover - share * cover).sum((1, 2, 3))
    return cross + (1 - (inside + 1) / (both + 1)).mean()


def overlap(answer, cover):
    found, true = answer > 0, cover > .5
    return ((found & true).sum((1, 2, 3)) / (found | true).sum((1, 2, 3)).clamp(min=1)).numpy()


def widened(model, state):
    """Puts the weights of a narrower network into a wider one that answers almost the same at first."""
    fresh = model.state_dict()
    for name, old in state.items():
        new = fresh[name]
        if old.shape == new.shape:
            new.copy_(old)
            continue
        places = torch.arange(old.shape[1]) if old.dim() > 1 else None
        if name.startswith("up.") and name.endswith("first.weight"):
            # What comes from below stands before what was kept on the way down.
            level = int(name.split(".")[1])
            before, now = state[f"down.{level}.second.weight"].shape[0], fresh[f"down.{level}.second.weight"].shape[0]
            places = torch.cat([torch.arange(before), now + torch.arange(old.shape[1] - before)])
        if places is None:
            new[: len(old)] = old
            continue
        new[: len(old)] *= .05
        new[torch.arange(len(old)).view(-1, 1), places.view(1, -1)] = old
    model.load_state_dict(fresh)


def folded(convolution, norm):
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return convolution.weight * scale.view(-1, 1, 1, 1), norm.bias - norm.running_mean * scale


def export(model, path):
    """Magic, version, number of convolutions; then for each: outputs, inputs, side (int32), weights [output][input][row][column] and biases as half precision."""
    pairs = [folded(model.stem, model.stem_norm), folded(model.first, model.first_norm)]
    for group in (model.down, model.up):
        for pair in group:
            pairs += [folded(pair.first, pair.first_norm), folded(pair.second, pair.second_norm)]
    pairs += [(layer.weight, layer.bias) for layer in (model.narrow, model.last, model.answer)]
    with open(path, "wb") as file:
        file.write(MAGIC + struct.pack("<ii", VERSION, len(pairs)))
        for weight, bias in pairs:
            file.write(struct.pack("<iii", weight.shape[0], weight.shape[1], weight.shape[2]))
            file.write(weight.detach().numpy().astype("<f2").tobytes() + bias.detach().numpy().astype("<f2").tobytes())


def keep_memory():
    """glibc would give the memory of every large tensor back and ask for it again, page by page."""
    for parameter, value in ((-4, 0), (-1, 2**31 - 1), (-2, 2**28)):
        ctypes.CDLL(None).mallopt(parameter, value)


def arguments(widths, batch, *places):
    parser = argparse.ArgumentParser()
    for place in places:
        parser.add_argument(place)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--resume")
    parser.add_argument("--widths", type=lambda text: [int(width) for width in text.split(",")], default=widths)
    return parser


def learn(model, options, lose, check, every):
    """Steps until the time is over: LOSE says how wrong the model is on another batch each time, CHECK what it can do, every so many steps."""
    torch.set_num_threads(options.threads)
    print(sum(p.numel() for p in model.parameters()), "weights", flush=True)
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=1e-3)
    started, step, kept = time.time(), 0, 0
    while (share := (time.time() - started) / 60 / options.minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 60) * (.02 + .98 * .5 * (1 + math.cos(math.pi * share)))
        model.train()
        loss = lose()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        kept = loss.item() if step == 0 else kept * .98 + loss.item() * .02
        step += 1
        if step % every == 0:
            model.eval()
            with torch.no_grad():
                said = check()
            print(f"{(time.time() - started) / 60:.1f} min, step {step}, loss {kept:.4f}, {said}", flush=True)
            keep(model, options.weights)
    keep(model, options.weights)


class Photographs:
    """A file of square photographs that may still be growing; the first ones are never learned from."""

    def __init__(self, path, side, bytes_each, checks):
        self.path, self.side, self.bytes, self.checks = path, side, bytes_each, checks
        self.look()

    def look(self):
        size = self.side * self.side * self.bytes
        there = os.path.exists(self.path) and os.path.getsize(self.path) >= size
        data = np.memmap(self.path, np.uint8, "r") if there else np.empty(0, np.uint8)
        self.data = data[: len(data) // size * size].reshape(-1, self.side, self.side, self.bytes)

    def enough(self):
        return len(self.data) > 3 * self.checks

    def some(self, count):
        return tensors(self.data[np.sort(np.random.randint(self.checks, len(self.data), count))])

    def unseen(self):
        return tensors(self.data[: self.checks])


def tensors(data):
    return torch.from_numpy(np.array(data)).permute(0, 3, 1, 2).float() / 255


def keep(model, path):
    torch.save(model.state_dict(), path + ".pt")
    export(model.eval(), path)


def main():
    parser = arguments(WIDTHS, 16, "photos", "weights")
    parser.add_argument("--side", type=int, default=SIDE)
    options = parser.parse_args()
    globals()["SIDE"] = options.side
    keep_memory()
    torch.manual_seed(1)
    model = Prior(options.widths).to(memory_format=torch.channels_last)  # a third faster
    if options.resume:
        widened(model, torch.load(options.resume))
    photos = Photographs(options.photos, TAKEN, 4, CHECKS)

    def lose():
        batch = photos.some(options.batch)
        spoilt, cover = spoil(batch[:, :3], batch[:, 3:])
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):  # a third faster where the processor knows the type
            answer = model(wanted(spoilt).contiguous(memory_format=torch.channels_last))
        return loss_of(answer.float(), cover)

    def check():
        photos.look()
        batch = photos.unseen()
        if SIDE != TAKEN:
            batch = F.interpolate(batch, size=(SIDE, SIDE), mode="area")
        found = np.concatenate([overlap(model(wanted(part[:, :3])), part[:, 3:]) for part in batch.split(16)])
        return f"unseen: median {np.median(found):.4f} mean {found.mean():.4f} worst tenth {np.quantile(found, .1):.3f}"

    learn(model, options, lose, check, every=100)


if __name__ == "__main__":
    main()
