"""Products full of holes."""
import math

import bmesh
import bpy
import numpy as np
from mathutils import Matrix, Vector

from lines import smooth_line
from shapes import curve, lathe, modify, put, ring, sides_of


def perforated(rng, mats):
    """A net of low-poly faces, each opened by a hole, bent into a plate, drum, bowl or box."""
    kind = rng.randrange(4)
    across, up = rng.randint(5, 22), rng.randint(3, 14)
    closed = kind != 0
    high = rng.uniform(0.4, 1.5)
    radii = smooth_line(rng, rng.randint(2, 4), 0.35, 0.75, steps=up + 1) if kind < 3 else np.full(up + 1, 0.6)
    points = []
    for i in range(up + 1):
        for j in range(across if closed else across + 1):
            u, v = j / across, i / up
            if kind == 0:
                points.append((u * 1.4 - 0.7, 0.15 * math.sin(3 * u), v * high))
            else:
                a = u * math.tau
                r = radii[i] if kind < 3 else radii[i] / max(abs(math.cos(a)), abs(math.sin(a)))
                r *= math.sin(0.3 + 1.25 * v) if kind == 2 else 1
                points.append((r * math.cos(a), r * math.sin(a), v * high * (0.5 if kind == 2 else 1)))
    around = across if closed else across + 1
    mesh = bpy.data.meshes.new("p")
    mesh.from_pydata(points, [], sides_of(up + 1, around, closed))
    form = bmesh.new()
    form.from_mesh(mesh)
    form.faces.ensure_lookup_table()
    solid = set(rng.sample(range(up), rng.randint(0, up // 3)))
    whole = [f for i, f in enumerate(form.faces) if i // across not in solid]
    cell = math.sqrt(np.median([f.calc_area() for f in form.faces]))
    if rng.random() < 0.3:
        bmesh.ops.poke(form, faces=whole)
        whole = list(form.faces)
    before = set(whole)
    bmesh.ops.inset_individual(form, faces=whole, thickness=cell * rng.uniform(0.08, 0.3), use_even_offset=True)
    bmesh.ops.delete(form, geom=[f for f in before if f.is_valid], context="FACES")
    form.to_mesh(mesh)
    form.free()
    mesh.materials.append(mats[0])
    thing = put(mesh)
    modify(thing, "SOLIDIFY", thickness=rng.uniform(0.012, 0.04), offset=0)
    if rng.random() < 0.6:
        modify(thing, "SUBSURF", levels=1)
    rim = rng.uniform(0.012, 0.04)
    if kind in (1, 2):
        top = Vector(points[-1])
        ring(top.xy.length, rim, rng.choice(mats), Matrix.Translation((0, 0, top.z)))
        if rng.random() < 0.5:
            r = Vector(points[0]).xy.length
            lathe([(r, 0), (r, 0.03)], rng.choice(mats))
    if closed and rng.random() < 0.35:
        r, z = Vector(points[-1]).xy.length, points[-1][2]
        rise = rng.uniform(0.2, 0.7)
        arc = [(-r, 0, z), (-r * 0.7, 0, z + rise * 0.8), (0, 0, z + rise), (r * 0.7, 0, z + rise * 0.8), (r, 0, z)]
        curve(arc, rim, rng.choice(mats))
