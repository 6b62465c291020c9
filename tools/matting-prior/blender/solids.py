"""Solid products: turned on a lathe, of boxes, lumpy, swept along a line."""
import math

import bmesh
import bpy
import numpy as np
from mathutils import Euler, Matrix, Vector

from lines import outline, smooth_line
from shapes import box, curve, displace, knob, lathe, modify, put, ring, sweep


def turned(rng, mats):
    height = rng.uniform(0.35, 2.6)
    radii = smooth_line(rng, rng.randint(2, 7), 0.18, 0.65, rough=rng.random() < 0.25)
    levels = np.linspace(0, height, len(radii))
    profile = list(zip(radii, levels))
    if rng.random() < 0.6:
        profile = [(radii[0] * 0.93, 0), (radii[0], 0.03)] + profile[2:]
    opening = rng.random() < 0.45
    if opening:
        wall = rng.uniform(0.015, 0.07)
        inner = [(max(0.02, r - wall), max(z, wall)) for r, z in profile[::-1]]
        profile += inner
    squash = rng.choice((1.0, 1.0, 1.0, rng.uniform(0.4, 0.9)))
    around = rng.choice((64, 64, 64, 64, rng.randint(4, 10)))
    lathe(profile, mats[0], around, squash=squash)
    if not opening or rng.random() < 0.25:
        top = radii[-1] * rng.uniform(0.5, 1.08)
        rise = rng.uniform(0.04, 0.4)
        lid = [(top, height), (top, height + rise * 0.5), (top * rng.uniform(0.3, 1), height + rise)]
        lathe(lid, rng.choice(mats), around, squash=squash)
        if rng.random() < 0.4:
            knob(rng, rng.choice(mats), Matrix.Translation((0, 0, height + rise - 0.01)), rng.uniform(0.06, 0.25))
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        i = rng.randrange(len(radii))
        place = Matrix.Translation((0, 0, levels[i])) @ Matrix.Diagonal((1, squash, 1, 1))
        ring(radii[i], rng.uniform(0.01, 0.05), rng.choice(mats), place)
    loops = rng.choice((0, 0, 2, 3))  # one loop would make it a mug or a jug, which are kept for measuring
    start = rng.uniform(0, math.tau)
    for k in range(loops):
        a = start + k * math.tau / loops
        low, high = sorted(rng.sample(range(2, len(radii) - 1), 2))
        out = rng.uniform(0.1, 0.5)
        across = [(radii[low], levels[low]), (max(radii[low], radii[high]) + out, levels[low] + rng.uniform(0, 0.3)),
                  (max(radii[low], radii[high]) + out * rng.uniform(0.4, 1.1), levels[high] + rng.uniform(-0.1, 0.3)), (radii[high], levels[high])]
        points = [(r * math.cos(a), r * math.sin(a) * squash, z) for r, z in across]
        curve(points, rng.uniform(0.02, 0.06), rng.choice(mats), smooth=rng.random() < 0.8)


def boxes(rng, mats):
    level = 0.0
    wide, deep = rng.uniform(0.4, 1.4), rng.uniform(0.3, 1.1)
    if rng.random() < 0.25:
        level = rng.uniform(0.03, 0.25)
        for x in (-1, 1):
            for y in (-1, 1):
                box((0.08, 0.08, level + 0.02), (x * (wide / 2 - 0.06), y * (deep / 2 - 0.06), level / 2 + 0.01), mats[-1])
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        high = rng.uniform(0.08, 1.2)
        bevel = min(wide, deep, high) * rng.choice((0.02, 0.08, rng.uniform(0.1, 0.45)))
        turn = rng.choice((0, 0, rng.uniform(-0.4, 0.4)))
        material = rng.choice(mats)
        box((wide, deep, high), (0, 0, level + high / 2), material, bevel, turn)
        if turn == 0:
            for _ in range(rng.choice((0, 1, 1, 2, 4))):
                w, h = rng.uniform(0.1, 0.8) * wide, rng.uniform(0.1, 0.8) * high
                x, z = rng.uniform(-0.5, 0.5) * (wide - w) * 0.9, level + high / 2 + rng.uniform(-0.5, 0.5) * (high - h) * 0.9
                front = rng.choice((-1, 1)) * deep / 2
                box((w, rng.uniform(0.01, 0.08), h), (x, front, z), rng.choice(mats), 0.004)
            for _ in range(rng.choice((0, 0, 2, 5))):
                x, z = rng.uniform(-0.42, 0.42) * wide, level + high * rng.uniform(0.15, 0.85)
                place = Matrix.Translation((x, -deep / 2, z)) @ Matrix.Rotation(math.pi / 2, 4, "X")
                knob(rng, rng.choice(mats), place, rng.uniform(0.03, 0.12))
        level += high
        wide, deep = wide * rng.uniform(0.4, 1.1), deep * rng.uniform(0.4, 1.1)
    if rng.random() < 0.25:
        w = rng.uniform(0.2, 0.45)
        rise = rng.uniform(0.1, 0.6)
        points = [(-w, 0, level - 0.02), (-w * 0.8, 0, level + rise), (w * 0.8, 0, level + rise), (w, 0, level - 0.02)]
        curve([(x * wide, y, z) for x, y, z in points], rng.uniform(0.015, 0.05), rng.choice(mats), smooth=rng.random() < 0.6)


def lumps(rng, mats):
    mesh = bpy.data.meshes.new("l")
    form = bmesh.new()
    spread = rng.uniform(0.1, 0.8)
    for _ in range(rng.randint(1, 8)):
        place = Matrix.LocRotScale(Vector([rng.uniform(-spread, spread) for _ in range(3)]), Euler([rng.uniform(0, 3) for _ in range(3)]),
                                   Vector([rng.uniform(0.15, 0.6) for _ in range(3)]))
        bmesh.ops.create_icosphere(form, subdivisions=4, radius=1, matrix=place)
    form.to_mesh(mesh)
    form.free()
    mesh.materials.append(mats[0])
    thing = put(mesh)
    modify(thing, "REMESH", mode="VOXEL", voxel_size=0.04)
    modify(thing, "SMOOTH", iterations=rng.choice((2, 6, 20)))
    modify(thing, "SUBSURF", levels=1)
    displace(rng, thing, rng.uniform(0.02, 0.35), rng.uniform(0.15, 0.7))
    if rng.random() < 0.5:
        displace(rng, thing, rng.uniform(0.01, 0.06), rng.uniform(0.03, 0.12))
    if rng.random() < 0.6:  # sagged onto the ground
        thing.matrix_world = Matrix.Diagonal((1, 1, rng.uniform(0.3, 0.9), 1))


def swept(rng, mats):
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        steps = 48
        t = np.linspace(0, 1, steps)
        path = np.stack([smooth_line(rng, rng.randint(2, 5), -0.6, 0.6, steps), smooth_line(rng, rng.randint(2, 5), -0.6, 0.6, steps),
                         t * rng.uniform(0.6, 2.4)], 1)
        if rng.random() < 0.4:
            path[:, :2] *= rng.uniform(0, 0.3)
        if rng.random() < 0.25:
            turns, reach = rng.uniform(0.5, 3), rng.uniform(0.3, 0.8)
            path[:, 0], path[:, 1] = reach * np.cos(t * turns * math.tau), reach * np.sin(t * turns * math.tau)
        section = [(x, y * rng.choice((1, 1, 0.3))) for x, y in outline(rng)]
        wide = rng.uniform(0.07, 0.4)
        scales = wide * smooth_line(rng, rng.randint(2, 5), 0.4, 1.3, steps)
        sweep(path, section, scales, t * rng.choice((0, rng.uniform(-6, 6))), rng.choice(mats))
