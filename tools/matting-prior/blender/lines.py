"""Lines by chance, from which shapes are made."""
import math

import numpy as np


def smooth_line(rng, count, low, high, steps=40, rough=False):
    """Values between low and high along a line: a spline through a few points, or with sharp bends."""
    values = np.interp(np.linspace(0, count - 1, steps), np.arange(count), [rng.uniform(low, high) for _ in range(count)])
    width = 1 if rough else max(3, steps // count)
    kernel = np.hanning(width + 2)[1:-1]
    return np.convolve(np.pad(values, width // 2, mode="edge"), kernel / kernel.sum(), mode="same")[width // 2: width // 2 + steps]


def outline(rng):
    """A closed polygon around the origin within radius one: rounded, starlike, a gear or a random blob."""
    kind = rng.random()
    if kind < 0.25:
        corners = rng.randint(3, 8)
        return [(math.cos(a), math.sin(a)) for a in np.arange(corners) * math.tau / corners]
    if kind < 0.45:
        teeth, deep = rng.randint(4, 14), rng.uniform(0.45, 0.9)
        radii = [1, 1, deep, deep] * teeth if rng.random() < 0.5 else [1, deep] * teeth
    elif kind < 0.8:
        steps = 72
        angles = np.arange(steps) * math.tau / steps
        waves = sum(rng.uniform(0, 0.3) / k * np.cos(k * angles + rng.uniform(0, math.tau)) for k in range(1, 6))
        radii = list(0.75 + waves)
    else:
        power, wide = rng.uniform(2, 9), rng.uniform(0.3, 1)
        angles = np.arange(64) * math.tau / 64
        long = (abs(np.cos(angles)) ** power + abs(np.sin(angles)) ** power) ** (-1 / power)
        return [(r * math.cos(a), r * math.sin(a) * wide) for a, r in zip(angles, long)]
    angles = np.arange(len(radii)) * math.tau / len(radii)
    return [(r * math.cos(a), r * math.sin(a)) for a, r in zip(angles, radii)]
