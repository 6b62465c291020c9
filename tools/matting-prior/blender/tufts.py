"""Products that grow."""
import math

import numpy as np

from lines import smooth_line
from shapes import lathe, shape


def tufts(rng, mats):
    """Blades, bristles or leaves that grow out of a foot."""
    count = rng.randint(25, 260)
    points, faces = [], []
    wide = rng.uniform(0.008, 0.09) * (3 if count < 60 else 1)
    spread, long = rng.uniform(0.1, 1), rng.uniform(0.5, 1.1)
    foot, rise = rng.uniform(0.12, 0.4), rng.uniform(0.05, 0.8)
    for _ in range(count):
        a, r = rng.uniform(0, math.tau), foot * 0.85 * math.sqrt(rng.random())
        out = np.array((math.cos(a), math.sin(a), 0.0))
        side = np.array((-out[1], out[0], 0.0)) if rng.random() < 0.8 else out
        lean, length, first = spread * rng.uniform(0.2, 1.1), long * rng.uniform(0.5, 1), len(points)
        for t in np.linspace(0, 1, 7):
            middle = out * (r + lean * length * t * t) + np.array((0, 0, rise + length * t * (1 - 0.45 * lean * t)))
            half = wide * (0.3 + math.sin(math.pi * min(1, t * 0.85 + 0.12))) * (1 - t ** 4) * 0.5 + 0.001
            points += [middle - side * half, middle + side * half]
        faces += [(first + 2 * k, first + 2 * k + 1, first + 2 * k + 3, first + 2 * k + 2) for k in range(6)]
    radii = smooth_line(rng, 3, 0.7, 1.1, 12)
    body = [(foot * r, z) for r, z in zip(radii, np.linspace(0, rise + 0.03, 12))]
    shape(points, faces, mats[0])
    lathe(body, mats[-1])
