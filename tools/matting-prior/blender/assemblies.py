"""Products put together from others."""
import math

from mathutils import Matrix

from frames import frame
from meshes import piece, transform, z_of
from plates import letters
from shapes import curve, lathe, put
from solids import boxes, lumps, swept, turned


def assembly(rng, mats):
    """A body on legs or a foot, half of the time with a smaller one on top."""
    body = piece(rng, rng.choice((turned, boxes, swept, lumps, letters)), mats)
    transform(body, Matrix.Translation((0, 0, 0.5)))
    top, bottom = max(z_of(m).max() for m in body), min(z_of(m).min() for m in body)
    for mesh in body:
        put(mesh)
    if rng.random() < 0.65:
        legs, long = rng.randint(3, 6), rng.uniform(0.15, 0.9)
        inner, outer, thick = rng.uniform(0.08, 0.25), rng.uniform(0.15, 0.5), rng.uniform(0.01, 0.035)
        material = rng.choice(mats)
        lathe([(inner + 0.03, bottom - 0.03), (inner + 0.03, bottom + 0.1)], material)
        for k in range(legs):
            c, s = math.cos(k * math.tau / legs), math.sin(k * math.tau / legs)
            curve([(inner * c, inner * s, bottom), (outer * c, outer * s, bottom - long)], thick, material, smooth=False)
    else:
        foot = rng.uniform(0.15, 0.5)
        lathe([(foot, bottom - 0.3), (foot, bottom - 0.25), (0.06, bottom - 0.2), (0.06, bottom + 0.15)], rng.choice(mats))
    if rng.random() < 0.5:
        other = piece(rng, rng.choice((turned, boxes, lumps, frame, letters)), mats)
        scale = rng.uniform(0.25, 0.6)
        transform(other, Matrix.Translation((0, 0, top - 0.03)) @ Matrix.Scale(scale, 4))
        low = min(z_of(m).min() for m in other)
        transform(other, Matrix.Translation((0, 0, top - 0.04 - low)))
        for mesh in other:
            put(mesh)
