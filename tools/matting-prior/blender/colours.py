"""Colours of things and grounds, as linear triples."""
import colorsys
import math


def linear(colour):
    return tuple(((c + 0.055) / 1.055) ** 2.4 if c > 0.04 else c / 12.92 for c in colour)


def luminance(colour):
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def any_colour(rng):
    kind = rng.random()
    if kind < 0.34:
        grey = rng.choice((rng.uniform(0.86, 0.96), rng.uniform(0.05, 0.2), rng.uniform(0.2, 0.85)))
        return linear(tuple(min(1, max(0, grey + rng.uniform(-0.015, 0.015))) for _ in range(3)))
    if kind < 0.6:  # muted
        return linear(colorsys.hsv_to_rgb(rng.random(), rng.uniform(0.1, 0.45), rng.uniform(0.25, 0.92)))
    if kind < 0.75:  # earth
        return linear(colorsys.hsv_to_rgb(rng.uniform(0.04, 0.13), rng.uniform(0.2, 0.75), rng.uniform(0.2, 0.9)))
    return linear(colorsys.hsv_to_rgb(rng.random(), rng.uniform(0.45, 0.97), rng.uniform(0.25, 0.97)))


def near_colour(rng, colour, spread):
    shade = math.exp(rng.uniform(-spread, spread))
    return tuple(min(0.92, max(0.004, c * shade * math.exp(rng.uniform(-spread, spread) * 0.3))) for c in colour)
