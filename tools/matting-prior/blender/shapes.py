"""Shapes put into the scene, in no particular size; meshes.piece makes meshes of size one of them."""
import math

import bpy
import numpy as np
from mathutils import Matrix


def put(data, place=None):
    thing = bpy.data.objects.new("o", data)
    bpy.context.scene.collection.objects.link(thing)
    if place is not None:
        thing.matrix_world = place
    return thing


def shape(points, faces, material, place=None):
    mesh = bpy.data.meshes.new("s")
    mesh.from_pydata([tuple(p) for p in points], [], faces)
    mesh.materials.append(material)
    return put(mesh, place)


def sides_of(rings, around, closed=True):
    faces = []
    for i in range(rings - 1):
        for j in range(around if closed else around - 1):
            k = (j + 1) % around
            faces.append((i * around + j, i * around + k, (i + 1) * around + k, (i + 1) * around + j))
    return faces


def lathe(profile, material, around=56, place=None, squash=1.0):
    angles = np.arange(around) * math.tau / around
    points = [(r * math.cos(a), r * math.sin(a) * squash, z) for r, z in profile for a in angles]
    faces = sides_of(len(profile), around)
    last = (len(profile) - 1) * around
    faces += [tuple(range(around))[::-1], tuple(range(last, last + around))]
    return shape(points, faces, material, place)


def curve(points, thickness, material, cyclic=False, smooth=True):
    data = bpy.data.curves.new("c", "CURVE")
    data.dimensions = "3D"
    data.bevel_depth = thickness
    data.bevel_resolution = 3
    data.resolution_u = 8
    data.use_fill_caps = True
    line = data.splines.new("BEZIER" if smooth else "POLY")
    knots = line.bezier_points if smooth else line.points
    knots.add(len(points) - 1)
    for knot, p in zip(knots, points):
        knot.co = tuple(p) if smooth else (*p, 1)
        if smooth:
            knot.handle_left_type = knot.handle_right_type = "AUTO"
    line.use_cyclic_u = cyclic
    data.materials.append(material)
    return put(data)


def ring(radius, thickness, material, place):
    thing = curve([(radius * math.cos(a), radius * math.sin(a), 0) for a in np.arange(12) * math.tau / 12], thickness, material, True)
    thing.matrix_world = place
    return thing


def box(size, middle, material, bevel=0.0, turn=0.0):
    x, y, z = (s / 2 for s in size)
    points = [(a * x, b * y, c * z) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    thing = shape(points, faces, material, Matrix.Translation(middle) @ Matrix.Rotation(turn, 4, "Z"))
    if bevel:
        modify(thing, "BEVEL", width=bevel, segments=3)
    return thing


def slab(points, height, material, place=None):
    count = len(points)
    faces = sides_of(2, count) + [tuple(range(count))[::-1], tuple(range(count, 2 * count))]
    return shape([(x, y, z) for z in (0, height) for x, y in points], faces, material, place)


def sweep(path, section, scales, twists, material):
    """The section carried along the path, scaled and twisted on its way."""
    path = np.asarray(path)
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None] + 1e-9
    side = np.cross(along[0], (0.3, 1.0, 0.2))
    points = []
    for p, t, scale, twist in zip(path, along, scales, twists):
        side = side - t * side.dot(t)
        side /= np.linalg.norm(side) + 1e-9
        up = np.cross(t, side)
        c, s = math.cos(twist), math.sin(twist)
        points += [p + scale * ((x * c - y * s) * side + (x * s + y * c) * up) for x, y in section]
    count = len(section)
    last = (len(path) - 1) * count
    faces = sides_of(len(path), count) + [tuple(range(count))[::-1], tuple(range(last, last + count))]
    return shape(points, faces, material)


def knob(rng, material, place, size):
    profile = [(r * size, z * size) for r, z in (
        (0.5, 0), (rng.uniform(0.3, 0.6), 0.2), (rng.uniform(0.5, 1), 0.45), (rng.uniform(0.4, 1), 0.8), (0.2, 1.0))]
    return lathe(profile, material, rng.choice((6, 20, 28)), place)


def modify(thing, kind, **settings):
    modifier = thing.modifiers.new("m", kind)
    for name, value in settings.items():
        setattr(modifier, name, value)
    return thing


def displace(rng, thing, strength, scale):
    texture = bpy.data.textures.new("t", rng.choice(("CLOUDS", "CLOUDS", "MUSGRAVE", "VORONOI")))
    texture.noise_scale = scale
    # The texture is looked up in the thing's own place, which is shifted so that no two things get the same noise.
    anchor = put(None, Matrix.Translation([rng.uniform(-50, 50) for _ in range(3)]))
    return modify(thing, "DISPLACE", texture=texture, strength=strength, mid_level=0.5, texture_coords="OBJECT", texture_coords_object=anchor)
