"""Products cut out of plates or lying flat, and letters."""
import math

import bpy
import numpy as np
from mathutils import Matrix

from lines import outline
from shapes import box, curve, modify, put, shape, sides_of, slab

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ0123456789&%?!#abdefghknopqrsy"


def flat(rng, mats):
    kind = rng.random()
    if kind < 0.5:
        plate = modify(slab(outline(rng), rng.uniform(0.01, 0.12), mats[0]), "BEVEL", width=0.006, segments=2)
        top = max(v.co.z for v in plate.data.vertices)
        for _ in range(rng.choice((0, 1, 2, 4))):
            size = rng.uniform(0.08, 0.4)
            place = Matrix.Translation((rng.uniform(-0.35, 0.35), rng.uniform(-0.35, 0.35), top - 0.004))
            place = place @ Matrix.Rotation(rng.uniform(0, 6), 4, "Z") @ Matrix.Scale(size, 4)
            slab(outline(rng), rng.uniform(0.05, 0.3), rng.choice(mats), place)
    elif kind < 0.75:  # a wavy sheet
        across, along = rng.uniform(0.5, 1), rng.uniform(0.4, 1)
        line = np.linspace(-1, 1, 60)
        waves = [(rng.uniform(1, 6), rng.uniform(1, 6), rng.uniform(0, math.tau), rng.uniform(0.005, 0.05)) for _ in range(4)]
        points = [(x * across, y * along, sum(h * math.sin(p * x + q * y + o) for p, q, o, h in waves)) for y in line for x in line]
        modify(shape(points, sides_of(60, 60, False), mats[0]), "SOLIDIFY", thickness=rng.uniform(0.006, 0.05))
    else:  # bands that lie in loops
        for _ in range(rng.randint(1, 3)):
            points = [(rng.uniform(-1, 1), rng.uniform(-0.8, 0.8), rng.uniform(0, 0.06)) for _ in range(rng.randint(3, 8))]
            curve(points, rng.uniform(0.02, 0.09), rng.choice(mats), cyclic=rng.random() < 0.4)


def letters(rng, mats):
    if rng.random() < 0.45:
        thing = slab(outline(rng), rng.uniform(0.15, 1.2), mats[0])
        if rng.random() < 0.5:
            thing.matrix_world = Matrix.Rotation(math.pi / 2, 4, "X")
        modify(thing, "BEVEL", width=rng.uniform(0.005, 0.03), segments=2, limit_method="ANGLE")
        return
    data = bpy.data.curves.new("w", "FONT")
    data.body = "".join(rng.choice(LETTERS) for _ in range(rng.choice((1, 1, 2, 3, 5))))
    if rng.random() < 0.2:
        data.body += "\n" + "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 4)))
    data.extrude = rng.uniform(0.04, 0.3)
    data.bevel_depth = rng.choice((0, rng.uniform(0.005, 0.03)))
    data.offset = rng.uniform(-0.01, 0.03)
    data.shear = rng.choice((0, rng.uniform(-0.3, 0.3)))
    data.align_x = "CENTER"
    data.space_character = rng.uniform(0.8, 1.1)
    data.materials.append(mats[0])
    put(data, Matrix.Rotation(math.pi / 2, 4, "X"))
    if rng.random() < 0.3:
        box((0.7 * len(data.body), 0.5, 0.1), (0, 0, -0.05), mats[-1], 0.02)
