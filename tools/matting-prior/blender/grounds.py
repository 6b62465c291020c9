"""What the product stands on and what is behind it."""
import math

import numpy as np
from mathutils import Matrix

from colours import any_colour, near_colour
from materials import ground_material
from shapes import shape, sides_of


def surface(profile, left, right, material):
    """A profile of (y, z) drawn out along x, with lengths as its texture coordinates."""
    lengths = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(np.array(profile), axis=0).T))])
    points = [(x, y, z) for y, z in profile for x in (left, right)]
    thing = shape(points, sides_of(len(profile), 2, False), material)
    mesh = thing.data
    layer = mesh.uv_layers.new()
    for loop in mesh.loops:
        i = loop.vertex_index
        layer.data[loop.index].uv = (points[i][0], lengths[i // 2] + profile[0][0])
    mesh.polygons.foreach_set("use_smooth", np.ones(len(mesh.polygons), bool))
    mesh.use_auto_smooth = True
    return thing


def scenery(rng, colour, reach):
    plain = rng.random() < 0.45
    glossy = rng.random() < 0.15
    material = ground_material(rng, colour, plain, glossy)
    turn = Matrix.Rotation(rng.uniform(-0.35, 0.35), 4, "Z")
    back = reach + rng.choice((rng.uniform(0.1, 0.6), rng.uniform(0.5, 4)))
    if rng.random() < 0.6:
        bend = rng.uniform(0.2, 1.5)
        arc = [(back + bend * math.sin(a), bend * (1 - math.cos(a))) for a in np.linspace(0, math.pi / 2, 20)]
        surface([(-30, 0)] + arc + [(back + bend, 20)], -25, 25, material).matrix_world = turn
        return
    front = reach + rng.choice((rng.uniform(0.1, 0.8), 25))
    wide = reach + rng.choice((rng.uniform(0.2, 1), 20))
    edge = rng.uniform(0.03, 0.2)
    surface([(-front, -edge), (-front, 0), (back, 0), (back, -edge)], -wide, wide, material).matrix_world = turn
    wall_colour = near_colour(rng, colour, 0.4) if rng.random() < 0.3 else any_colour(rng)
    wall = back + rng.choice((0.0, rng.uniform(0.1, 4)))
    room = ground_material(rng, wall_colour, rng.random() < 0.7, False)
    surface([(-30, -rng.uniform(1, 2.5)), (wall, -1.5), (wall, 20)], -30, 30, room).matrix_world = turn
