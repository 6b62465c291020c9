"""Products of wire and bars."""
import math

import numpy as np
from mathutils import Matrix

from lines import smooth_line
from shapes import box, curve, knob, lathe, ring


def hoops(rng, mats, thick, height, _):
    """A body of bars and hoops."""
    count = rng.randint(5, 22)
    radii = smooth_line(rng, rng.randint(2, 5), 0.2, 0.7, steps=8)
    for k in range(count):
        a = k * math.tau / count
        points = [(r * math.cos(a), r * math.sin(a), z) for r, z in zip(radii, np.linspace(0, height, 8))]
        curve(points, thick * 0.7, mats[0])
    for i in {0, 7, *(rng.randrange(8) for _ in range(rng.randint(0, 4)))}:
        ring(radii[i], thick, rng.choice(mats), Matrix.Translation((0, 0, height * i / 7)))


def shelves(rng, mats, thick, height, _):
    """Legs with shelves."""
    wide, deep = rng.uniform(0.5, 1.2), rng.uniform(0.3, 0.9)
    lean = rng.uniform(0, 0.2)
    for x in (-1, 1):
        for y in (-1, 1):
            foot = (x * (wide / 2 + lean), y * (deep / 2 + lean), 0)
            curve([foot, (x * wide / 2, y * deep / 2, height)], thick, mats[0], smooth=False)
    for level in [height] + [rng.uniform(0.1, 0.9) * height for _ in range(rng.randint(0, 3))]:
        if rng.random() < 0.4:
            box((wide, deep, rng.uniform(0.02, 0.08)), (0, 0, level), rng.choice(mats), 0.01)
        else:
            count = rng.randint(2, 12)
            for x in np.linspace(-wide / 2, wide / 2, count):
                curve([(x, -deep / 2, level), (x, deep / 2, level)], thick * 0.7, mats[0], smooth=False)
            for y in (-deep / 2, deep / 2):
                curve([(-wide / 2, y, level), (wide / 2, y, level)], thick, mats[0], smooth=False)


def grid(rng, mats, thick, height, size):
    """A grid, standing in a foot or bent."""
    across, up = rng.randint(2, 14), rng.randint(2, 14)
    bend = rng.choice((0, rng.uniform(-1, 1)))

    def bent(u, v):
        return u, bend * u * u, v

    for u in np.linspace(-size, size, across):
        curve([bent(u, v) for v in (0, height)], thick, mats[0], smooth=False)
    for v in np.linspace(0, height, up):
        curve([bent(u, v) for u in np.linspace(-size, size, 7)], thick, mats[0])
    if rng.random() < 0.6:
        box((size * 2.1, rng.uniform(0.2, 0.6), 0.06), (0, 0, 0), mats[-1], 0.01)


def stem(rng, mats, thick, height, _):
    """A stem with a foot and arms."""
    foot = rng.uniform(0.2, 0.5)
    lathe([(foot, 0), (foot, 0.04), (foot * 0.5, rng.uniform(0.05, 0.15)), (0.03, 0.16)], rng.choice(mats))
    curve([(0, 0, 0.02), (0, 0, height)], thick * 1.4, mats[0], smooth=False)
    for _ in range(rng.randint(1, 7)):
        a, z = rng.uniform(0, math.tau), rng.uniform(0.4, 1) * height
        reach = rng.uniform(0.2, 0.7)
        c, s = math.cos(a), math.sin(a)
        points = [(0, 0, z), (c * reach * 0.5, s * reach * 0.5, z + rng.uniform(-0.2, 0.4)),
                  (c * reach, s * reach, z + rng.uniform(-0.1, 0.4))]
        curve(points, thick, mats[0])
        if rng.random() < 0.5:
            knob(rng, rng.choice(mats), Matrix.Translation(points[-1]), rng.uniform(0.06, 0.25))


def tangle(rng, mats, *_):
    """A tangle of loops."""
    for _ in range(rng.randint(1, 4)):
        points = [tuple(rng.uniform(-1, 1) * k for k in (1, 0.8, rng.choice((0.1, 0.7)))) for _ in range(rng.randint(4, 9))]
        curve(points, rng.uniform(0.015, 0.06), rng.choice(mats), cyclic=rng.random() < 0.6)


def frame(rng, mats):
    size = rng.uniform(0.3, 0.8)
    thick = rng.uniform(0.01, 0.035)
    kind = (hoops, shelves, grid, stem, tangle)[rng.randrange(5)]
    height = rng.uniform(0.5, 1.8)
    kind(rng, mats, thick, height, size)
