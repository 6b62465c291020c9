"""Puts photographs of close things together from what two renderers delivered, anew each time, for outline.py."""
import math

import cv2
import numpy as np
import torch
import torch.nn.functional as F

import train


def uniform(n, low, high):
    return torch.rand(n, 1, 1, 1) * (high - low) + low


def happens(n, share):
    return (torch.rand(n, 1, 1, 1) < share).float()


def seen_from(n, side, nearest, farthest, lean, stretch):
    """Places to look at: nearer or farther, mirrored, leaning, stretched a little."""
    angle = (torch.rand(n) - .5) * lean
    x = nearest + torch.rand(n) * (farthest - nearest)
    y = x * (1 + (torch.rand(n) - .5) * stretch)
    mirror = torch.where(torch.rand(n) < .5, 1.0, -1.0)
    slack_x, slack_y = (1 - x).clamp(min=.05), (1 - y).clamp(min=.05)
    theta = torch.stack([
        torch.stack([x * mirror * torch.cos(angle), -y * torch.sin(angle), (torch.rand(n) * 2 - 1) * slack_x], 1),
        torch.stack([x * mirror * torch.sin(angle), y * torch.cos(angle), (torch.rand(n) * 2 - 1) * slack_y], 1)], 1)
    return F.affine_grid(theta, [n, 1, side, side], align_corners=False)


def taken(pictures, grid):
    return F.grid_sample(pictures, grid, padding_mode="reflection", align_corners=False)


def recoloured(light):
    """Light of other colour and strength; now and then the colours change places."""
    n = light.shape[0]
    light = light * torch.exp((torch.rand(n, 3, 1, 1) - .5) * .5)
    order = torch.stack([torch.randperm(3) if torch.rand(()) < .3 else torch.arange(3) for _ in range(n)])
    return torch.gather(light, 1, order.view(n, 3, 1, 1).expand_as(light))


def noise(n, side, octaves=4):
    """A smooth random field around zero with finer and finer detail, as veins of stone and stains have it."""
    value, cells, weight = 0, int(torch.randint(2, 6, ())), 1.0
    for _ in range(octaves):
        value = value + weight * F.interpolate(torch.randn(n, 1, cells, cells), size=(side, side), mode="bicubic", align_corners=False)
        cells, weight = cells * 2, weight * .5
    return value


def drawn_over(ground):
    """Lines like veins, and patches with outlines of their own: what encloses a place need not be a thing."""
    n, side = ground.shape[0], ground.shape[-1]
    lines, patches = happens(n, .2), happens(n, .08)
    ink = uniform(n, .15, 1.6) * torch.exp((torch.rand(n, 3, 1, 1) - .5) * .4)
    line = torch.exp(-(noise(n, side) / uniform(n, .02, .15)) ** 2) * uniform(n, .3, 1)
    patch = torch.sigmoid((noise(n, side, 3) - uniform(n, .2, 1.2)) * uniform(n, 8, 80)) * uniform(n, .3, 1)
    share = lines * line + (1 - lines) * patches * patch
    return ground * (1 - share) + ground * ink * share


def put_together(layers, grounds, side):
    """Things on grounds, most of them on another's: linear light and coverage."""
    n = layers.shape[0]
    thing = taken(layers[:, [0, 1, 2, 3, 7]], seen_from(n, side, .72, 1.2, .3, .3))
    ground = taken(torch.where(happens(n, .65) > 0, grounds, layers)[:, 4:7], seen_from(n, side, .4, 1.2, .9, .3))
    product, cover, shadow = 2 * thing[:, :3] ** 2, thing[:, 3:4].clamp(0, 1), thing[:, 4:5].clamp(0, 1)
    ground = drawn_over(recoloured(2 * ground**2))
    change = happens(n, .6)
    product = product * (1 - change) + recoloured(product) * change
    # Now and then thing and ground have the same colour.
    mean = product.sum((2, 3), keepdim=True) / cover.sum((2, 3), keepdim=True).clamp(min=1)
    same = happens(n, .14)
    ground = ground * (1 - same) + same * ground * (mean / ground.mean((2, 3), keepdim=True).clamp(min=.01)).clamp(.05, 8) * uniform(n, .75, 1.35)
    return product + (1 - cover) * ground * shadow ** uniform(n, .6, 1.5), cover


def decoded(photos, side):
    """Finished photographs: linear light and coverage."""
    both = taken(photos, seen_from(photos.shape[0], side, .72, 1.2, .3, .3))
    return recoloured(both[:, :3].clamp(0, 1) ** 2.2), both[:, 3:].clamp(0, 1)


def photographed(light):
    """What cameras and rooms do to linear light: strength, uneven light, a window's bars, haze, tone, colour, softness, noise, JPEG."""
    n, side = light.shape[0], light.shape[-1]
    light = light * torch.exp(uniform(n, -.5, .5))
    field = F.interpolate(torch.rand(n, 1, 4, 4), size=(side, side), mode="bicubic", align_corners=False)
    light = light * (1 + (field - .5) * uniform(n, 0, .9))
    xy, turn = train.places(n, side), uniform(n, 0, math.pi)
    wave = torch.sigmoid(uniform(n, 2, 12) * torch.sin(uniform(n, 3, 15) * (xy[:, :1] * torch.cos(turn) + xy[:, 1:] * torch.sin(turn)) + uniform(n, 0, 6)))
    light = light * (1 - happens(n, .1) * wave * uniform(n, 0, .7))
    haze = uniform(n, 0, 1) ** 3 * .12
    light = (light * (1 - haze) + haze).clamp(min=1e-5)
    light = torch.where(light < .7, light, .7 + .3 * (1 - torch.exp(-(light - .7) / .3)))
    photos = light ** (1 / 2.2 * torch.exp(uniform(n, -.2, .2)))
    grey = photos.mean(1, keepdim=True)
    photos = grey + (photos - grey) * uniform(n, .3, 1.25)
    photos = torch.lerp(photos, F.avg_pool2d(photos, 3, 1, 1, count_include_pad=False), uniform(n, -.7, .7))
    photos = (photos + torch.randn_like(photos) * uniform(n, 0, .025)).clamp(0, 1)
    for k in range(n):
        if torch.rand(()) < .5:
            image = (photos[k].permute(1, 2, 0).numpy() * 255 + .5).astype(np.uint8)
            _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(torch.randint(55, 95, ()))])
            photos[k] = torch.from_numpy(cv2.imdecode(coded, cv2.IMREAD_COLOR)).permute(2, 0, 1).float() / 255
    return photos


def marked(answer, cover):
    """Strokes of somebody who sees the mistakes: 1 for product, -1 for ground, drawn inside some of the deepest mistakes, a few anywhere."""
    marks = torch.zeros_like(cover)
    for k in range(cover.shape[0]):
        truth = (cover[k, 0] > .5).numpy()
        wrong = (answer[k, 0] > 0).numpy() != truth
        for _ in range(int(torch.randint(1, 4, ()))):
            side = truth if torch.rand(()) < .5 else ~truth
            if torch.rand(()) < .85:
                side = side & wrong
            if side.any():
                stroke(marks[k, 0].numpy(), side.astype(np.uint8), truth)
    return marks


def stroke(marks, side, truth):
    """From one of the deepest places of SIDE towards another of the same piece, no wider than the piece and never beyond it."""
    depth = cv2.distanceTransform(side, cv2.DIST_L2, 3)
    chance = (depth.ravel() ** 3).astype(np.float64)
    y, x = divmod(int(np.random.choice(chance.size, p=chance / chance.sum())), side.shape[1])
    _, pieces = cv2.connectedComponents(side, connectivity=4)
    same = np.flatnonzero((pieces == pieces[y, x]) & (depth >= depth[y, x] * .5))
    end = divmod(int(np.random.choice(same)), side.shape[1]) if np.random.rand() < .6 else (y, x)
    drawn = np.zeros_like(side)
    cv2.line(drawn, (x, y), end[::-1], 1, max(1, int(depth[y, x] * 2 * np.random.uniform(.2, .7))))
    marks[(drawn > 0) & (truth == truth[y, x])] = 1 if truth[y, x] else -1


def as_taken(layers):
    """The photograph as the ray marcher would have finished it."""
    light = 2 * layers[:, :3] ** 2 + (1 - layers[:, 3:4]) * 2 * layers[:, 4:7] ** 2 * layers[:, 7:]
    return light.clamp(1e-5, 1) ** (1 / 2.2), layers[:, 3:4]
