"""The product: one or several things of one family, standing or lying on the ground."""
import math

import numpy as np
from mathutils import Matrix

from assemblies import assembly
from colours import any_colour, near_colour
from frames import frame
from materials import product_material
from meshes import piece, points_of, resting, stand, transform
from nets import perforated
from plates import flat, letters
from solids import boxes, lumps, swept, turned
from tufts import tufts

# Every family builds one product in the scene from the materials given to it; the number is its weight.
FAMILIES = ((turned, 17), (boxes, 16), (lumps, 12), (frame, 13), (flat, 8), (perforated, 9), (letters, 7), (swept, 9), (tufts, 5), (assembly, 12))


def product(rng, main):
    """Builds the product; returns its points, and whether it lies flat."""
    def materials():
        palette = [product_material(rng, main)]
        for _ in range(rng.choice((0, 1, 1, 2))):
            palette.append(product_material(rng, near_colour(rng, main, 0.5) if rng.random() < 0.35 else any_colour(rng)))
        return palette

    mats = materials()
    family = rng.choices([f for f, _ in FAMILIES], [w for _, w in FAMILIES])[0]
    several = rng.random() < 0.15
    points, taken = [], []
    for _ in range(rng.randint(2, 5) if several else 1):
        meshes = piece(rng, family, mats)
        turn = Matrix.Rotation(rng.uniform(0, math.tau), 4, "Z")
        lies = rng.random() < (0.7 if family in (swept, lumps) else 0 if family in (flat, tufts) else 0.17)
        if lies:
            turn = turn @ resting(rng, np.concatenate([points_of(m) for m in meshes]))
        size = rng.uniform(0.35, 0.6) if several else 1
        transform(meshes, Matrix.Scale(size, 4))
        reach = max(float(np.linalg.norm((points_of(m) @ np.array(turn.to_3x3()).T)[:, :2], axis=1).max()) for m in meshes)
        x = y = 0.0
        for step in range(200 if taken else 0):  # outwards until it is free of the others
            a, r = rng.uniform(0, math.tau), 0.01 * step
            x, y = r * math.cos(a), r * math.sin(a)
            if all(math.hypot(x - p, y - q) > 0.97 * (reach + s) for p, q, s in taken):
                break
        taken.append((x, y, reach))
        points.append(stand(meshes, turn, x, y))
        if several and rng.random() < 0.3:
            mats = materials()
    return np.concatenate(points), family is flat
