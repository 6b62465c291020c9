"""The sample products. Run: blender -b --factory-startup -P scenes.py -- <scene> <folder> [long side] [samples]"""
import math
import os
import random
import sys

import bpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from scenery import *  # noqa: E402,F403

HERE = os.path.dirname(os.path.abspath(__file__))


def rounded(points, radius=0.03):
    """Doubles each inner corner of a lathe profile, so that subdivision keeps it crisp."""
    result = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:]):
        for other in (before, after):
            length = math.hypot(other[0] - here[0], other[1] - here[1])
            t = min(0.45, radius / length)
            result.append((here[0] + (other[0] - here[0]) * t, here[1] + (other[1] - here[1]) * t))
    return result + [points[-1]]


def mug():
    glaze = Paint(roughness=0.3)
    height = glaze.node("ShaderNodeSeparateXYZ", {"Vector": glaze.space}).outputs["Z"]
    wobble = glaze.math("ADD", height, glaze.math("MULTIPLY", glaze.noise(glaze.space, 2.2), 0.16))
    colour = glaze.ramp(glaze.math("DIVIDE", wobble, 1.2), (0.20, (0.62, 0.57, 0.49)), (0.235, (0.055, 0.135, 0.16)), (0.8, (0.10, 0.22, 0.25)))
    specks = glaze.node("ShaderNodeTexVoronoi", {"Vector": glaze.space, "Scale": 13.0}).outputs["Distance"]
    glaze.link(glaze.mix(1.0, colour, glaze.ramp(specks, (0.10, (0.25, 0.2, 0.17)), (0.15, (1, 1, 1))), "MULTIPLY"), "Base Color")
    glaze.link(glaze.ramp(glaze.math("DIVIDE", wobble, 1.2), (0.20, (0.75,) * 3), (0.24, (0.2,) * 3)), "Roughness")
    glaze.bump(glaze.noise(glaze.space, 5, 3), 0.12, 0.05)
    body = [(0, 0.0), (0.36, 0.0), (0.39, 0.02), (0.44, 0.10), (0.46, 0.3), (0.455, 0.6), (0.45, 0.9), (0.452, 0.955),
            (0.44, 0.972), (0.415, 0.955), (0.405, 0.85), (0.405, 0.4), (0.39, 0.12), (0.3, 0.07), (0, 0.06)]
    lathe(body, glaze.material)
    arc = [(0.44, 0, 0.80), (0.60, 0, 0.83), (0.74, 0, 0.72), (0.76, 0, 0.52), (0.68, 0, 0.33), (0.56, 0, 0.24), (0.43, 0, 0.22)]
    handle = tube(arc, 0, glaze.material, flat=(0.075, 0.045))
    handle.rotation_euler = (0, 0, math.radians(-24))
    lathe([(0, 0.80), (0.2, 0.80), (0.404, 0.80)], Paint((0.045, 0.02, 0.01), 0.08).material, subdivide=0)  # coffee
    floor(wood())
    world((0.80, 0.86, 1.0), 0.55)
    softbox((-5.2, 1.2, 4.6), (0, 0, 0.4), (3.2, 3.6), 640, (1, 0.97, 0.92))  # a window out of frame
    softbox((5, -4, 4), (0, 0, 0.4), (4, 4), 130, (1, 0.95, 0.9))
    camera((0.12, -4.1, 2.05), (0.08, 0, 0.42), lens=62, focus=(0, -0.4, 0.5), aperture=5.6)
    return 0.15


def bottle():
    steel = Paint((0.06, 0.13, 0.105), roughness=0.36, specular=0.5)
    steel.bump(steel.noise(steel.space, 120, 2), 0.06, 0.01)
    body = [(0, 0), (0.34, 0), (0.365, 0.015), (0.37, 0.05), (0.37, 0.5), (0.37, 1.0), (0.37, 1.55), (0.355, 1.68), (0.28, 1.83),
            (0.215, 1.93), (0.205, 2.0), (0.205, 2.06)]
    lathe(body, steel.material)
    steel_ring = Paint((0.72, 0.72, 0.73), roughness=0.22, metallic=1.0).material
    lathe(rounded([(0.20, 2.055), (0.222, 2.055), (0.222, 2.10), (0.2, 2.10)], 0.01), steel_ring)
    bamboo = Paint(roughness=0.5)
    bamboo.link(bamboo.ramp(bamboo.noise(bamboo.stretch((14, 14, 0.8)), 2.4, 6), (0.3, (0.48, 0.30, 0.13)), (0.7, (0.66, 0.45, 0.22))), "Base Color")
    lathe(rounded([(0, 2.40), (0.225, 2.40), (0.235, 2.385), (0.235, 2.11), (0.2, 2.10)], 0.02)[::-1], bamboo.material)
    label = Paint((0.86, 0.83, 0.77), roughness=0.85)
    angle = label.node("ShaderNodeTexCoord").outputs["UV"]
    picture = label.image(os.path.join(HERE, "bottle-label.png"),
                          label.node("ShaderNodeMapping", {"Vector": angle, "Location": (-0.8, 0, 0), "Scale": (2.6, 1, 1)}).outputs["Vector"])
    label.link(label.mix(picture.outputs["Alpha"], (0.86, 0.83, 0.77, 1), picture.outputs["Color"]), "Base Color")
    wrap = lathe([(0.3725, 0.38), (0.3725, 0.8), (0.3725, 1.32)], label.material, subdivide=0)
    wrap.rotation_euler = (0, 0, math.radians(188))
    seamless(plain((0.36, 0.37, 0.385)))
    world((0.8, 0.85, 0.95), 0.32)
    softbox((-4.6, -2.6, 5.6), (0, 0, 1.1), (2.6, 4.4), 560)
    softbox((5.4, -1.4, 3.4), (0, 0, 1.2), (1.4, 4.4), 190, (1, 0.96, 0.9))
    softbox((0, 2.6, 8.5), (0, 5, 2), (6, 3), 200)
    camera((0.0, -9.4, 2.0), (0, 0, 1.18), lens=62, focus=(0, -0.37, 1.1), aperture=9, portrait=True)
    return 0.1


def headphones():
    shell = Paint((0.017, 0.018, 0.021), roughness=0.42)
    shell.bump(shell.noise(shell.space, 160, 2), 0.04, 0.01)
    leather = Paint((0.021, 0.020, 0.020), roughness=0.55)
    leather.bump(leather.node("ShaderNodeTexVoronoi", {"Vector": leather.space, "Scale": 42.0}).outputs["Distance"], 0.25, 0.01)
    metal = Paint((0.62, 0.47, 0.33), roughness=0.26, metallic=1.0).material
    parts = []
    arch = [(0.92 * math.sin(a), 0, 1.02 * math.cos(a) + 0.98) for a in (math.radians(d) for d in range(-82, 83, 12))]
    parts.append(tube(arch, 0, leather.material, flat=(0.07, 0.17)))
    for side in (-1, 1):
        parts.append(tube([(side * 0.93, 0, 1.30), (side * 0.985, 0, 1.02), (side * 0.99, 0, 0.74)], 0.058, metal))
        for radii, x, material in ((0.44, 0.99, shell.material), (0.40, 0.84, leather.material)):
            bpy.ops.mesh.primitive_cylinder_add(vertices=160, radius=radii, depth=0.15 if material is shell.material else 0.14,
                                                location=(side * x, 0, 0.56), rotation=(0, math.pi / 2, 0))
            cup = bpy.context.object
            cup.scale = (1.12, 0.92, 1)
            edge = cup.modifiers.new("bevel", "BEVEL")
            edge.width, edge.segments, edge.limit_method = 0.055, 8, "ANGLE"
            parts.append(finish(cup, material))
        pad = torus(0.30, 0.125, (side * 0.745, 0, 0.56), leather.material, rotation=(0, math.pi / 2, 0))
        pad.scale = (1.12, 0.92, 0.85)
        parts.append(pad)
        parts.append(torus(0.335, 0.012, (side * 1.066, 0, 0.56), metal, rotation=(0, math.pi / 2, 0)))
        parts[-1].scale = (1.12, 0.92, 1)
    bpy.ops.object.empty_add(location=(0, 0, 0))
    pivot = bpy.context.object
    for part in parts:
        part.parent = pivot
    pivot.rotation_euler = (math.radians(-9), 0, math.radians(27))
    pivot.location = (0, 0, -0.075)
    floor(concrete(), at=(0, 0, 0))
    backdrop = box((60, 0.2, 30), (0, 5.2, 14), plain((0.56, 0.545, 0.52)), bevel=0, product=False)
    backdrop.rotation_euler = (0, 0, math.radians(3))
    world((0.9, 0.93, 1.0), 0.42)
    softbox((-5.5, -3.2, 6.2), (0, 0, 0.8), (4, 4), 620, (1, 0.97, 0.93))
    softbox((5.5, -0.5, 4.0), (0, 0, 1.0), (1.6, 4), 300)
    camera((0.1, -6.4, 2.5), (0.02, 0, 0.93), lens=62, focus=(0.1, -0.5, 0.9), aperture=7)
    return 0.2


def plush():
    random.seed(3)
    def fur(colour):
        paint = Paint(colour, roughness=0.9, sheen=0.4, specular=0.12)
        tone = paint.noise(paint.space, 5, 4)
        paint.link(paint.ramp(tone, (0.35, tuple(c * 0.8 for c in colour)), (0.65, tuple(min(1, c * 1.12) for c in colour))), "Base Color")
        return paint.material

    brown, cream = fur((0.36, 0.18, 0.075)), fur((0.72, 0.55, 0.36))
    shapes = [((0.46, 0.38, 0.50), (0, 0, 0.50), brown, 9000), ((0.40, 0.36, 0.36), (0, -0.04, 1.20), brown, 8000),
              ((0.19, 0.14, 0.145), (0, -0.34, 1.10), cream, 2500), ((0.27, 0.16, 0.32), (0, -0.27, 0.50), cream, 3500)]
    for side in (-1, 1):
        shapes += [((0.145, 0.085, 0.145), (side * 0.31, 0.0, 1.50), brown, 2200), ((0.085, 0.05, 0.085), (side * 0.31, -0.065, 1.50), cream, 800),
                   ((0.15, 0.15, 0.32), (side * 0.47, -0.10, 0.66), brown, 3500), ((0.18, 0.36, 0.18), (side * 0.29, -0.38, 0.18), brown, 3500),
                   ((0.115, 0.05, 0.115), (side * 0.29, -0.70, 0.19), cream, 900)]
    for radii, at, material, count in shapes:
        tilt = (0, math.copysign(math.radians(24), at[0]), 0) if radii[2] == 0.32 and at[0] else (0, 0, 0)
        part = ball(radii, at, material, rotation=tilt)
        part.modifiers.new("fur", "PARTICLE_SYSTEM")
        hair = part.particle_systems[0].settings
        hair.type, hair.count, hair.hair_length = "HAIR", count, 0.026
        hair.child_type, hair.rendered_child_count, hair.child_length = "INTERPOLATED", 14, 1.0
        hair.roughness_1, hair.roughness_2, hair.roughness_endpoint = 0.012, 0.03, 0.02
        hair.brownian_factor, hair.clump_factor = 0.02, 0.35
        hair.root_radius, hair.tip_radius, hair.radius_scale = 1.0, 0.2, 0.006
    black = Paint((0.012, 0.010, 0.010), roughness=0.12).material
    for side in (-1, 1):
        ball((0.046, 0.03, 0.046), (side * 0.145, -0.415, 1.27), black)
    ball((0.062, 0.04, 0.045), (0, -0.515, 1.155), Paint((0.03, 0.016, 0.012), roughness=0.35).material)
    ribbon = Paint((0.42, 0.055, 0.05), roughness=0.6, sheen=0.4).material
    band = torus(0.285, 0.045, (0, -0.02, 0.93), ribbon)
    band.scale = (1.0, 0.9, 1.2)
    for side in (-1, 1):
        ball((0.13, 0.045, 0.085), (side * 0.125, -0.36, 0.92), ribbon, rotation=(0, math.radians(side * 14), 0))
    ball((0.045, 0.045, 0.05), (0, -0.385, 0.925), ribbon)
    seamless(linen((0.60, 0.565, 0.50)), back=3.6, radius=2.2)
    world((0.9, 0.93, 1.0), 0.5)
    softbox((-4.2, -3.6, 4.8), (0, 0, 0.8), (3, 3), 430, (1, 0.96, 0.9))
    softbox((4.8, -2.5, 2.6), (0, 0, 0.8), (3, 3), 110)
    camera((0.25, -6.2, 1.65), (0, -0.1, 0.80), lens=58, focus=(0, -0.4, 0.9), aperture=8, portrait=True)
    return 0.15


def vase():
    porcelain = Paint((0.80, 0.79, 0.77), roughness=0.34, specular=0.45)
    around = porcelain.node("ShaderNodeSeparateXYZ", {"Vector": porcelain.node("ShaderNodeTexCoord").outputs["UV"]}).outputs["X"]
    ribs = porcelain.math("SINE", porcelain.math("MULTIPLY", around, 2 * math.pi * 36), 0)
    porcelain.bump(ribs, 0.55, 0.03)
    lathe([(0, 0), (0.25, 0), (0.29, 0.02), (0.38, 0.18), (0.455, 0.42), (0.47, 0.62), (0.43, 0.86), (0.33, 1.06), (0.21, 1.20),
           (0.155, 1.30), (0.15, 1.40), (0.175, 1.475), (0.168, 1.49), (0.14, 1.47), (0.115, 1.38), (0.12, 1.2), (0.1, 1.0), (0, 0.9)],
          porcelain.material, steps=288, subdivide=1)
    seamless(plain((0.78, 0.78, 0.77), 0.95), back=4.2, radius=2.4)
    world((0.95, 0.97, 1.0), 0.42)
    softbox((-5.2, -1.6, 4.6), (0, 0, 0.7), (2.4, 3.4), 470, (1, 0.975, 0.94))
    camera((0.0, -6.2, 1.75), (0, 0, 0.72), lens=72, focus=(0, -0.4, 0.7), aperture=9, portrait=True)
    return 0.35


def pouch():
    canvas = Paint(roughness=0.93, sheen=0.25, specular=0.12)
    weave = canvas.math("MULTIPLY",
                        canvas.node("ShaderNodeTexWave", {"Vector": canvas.space, "Scale": 46.0, "Distortion": 0.8}, bands_direction="X").outputs["Fac"],
                        canvas.node("ShaderNodeTexWave", {"Vector": canvas.space, "Scale": 46.0, "Distortion": 0.8}, bands_direction="Y").outputs["Fac"])
    canvas.link(canvas.ramp(weave, (0.0, (0.36, 0.145, 0.055)), (0.7, (0.62, 0.27, 0.11))), "Base Color")
    canvas.bump(weave, 0.4, 0.02)
    hide = Paint((0.13, 0.055, 0.025), roughness=0.55)
    hide.bump(hide.noise(hide.space, 30, 6), 0.25, 0.02)
    brass = Paint((0.78, 0.56, 0.25), roughness=0.22, metallic=1.0).material
    bpy.ops.mesh.primitive_grid_add(x_subdivisions=160, y_subdivisions=110, size=2)
    top = bpy.context.object
    for vertex in top.data.vertices:
        x, y = vertex.co.x, vertex.co.y
        puff = max(0.0, (1 - abs(x) ** 4.5) * (1 - abs(y) ** 4)) ** 0.55
        fold = 0.035 * math.sin(3.1 * x + 2.2 * y) + 0.025 * math.sin(7.3 * x - 3.9 * y + 1) + 0.012 * math.sin(17 * x + 9 * y)
        pinch = 1 - 0.035 * math.cos(y * math.pi / 2) * abs(x) ** 8
        vertex.co = (x * 1.25 * pinch, y * 0.82 * (1 - 0.02 * math.cos(x * math.pi / 2) * abs(y) ** 8), 0.03 + 0.25 * puff * (1 + fold * 2.4))
    sub = top.modifiers.new("sub", "SUBSURF")
    sub.render_levels = 1
    finish(top, canvas.material)
    box((2.50, 0.055, 0.06), (0, 0.82, 0.05), hide.material, bevel=0.02)
    tube([(-1.22, 0.66, 0.13), (-0.6, 0.66, 0.235), (0.0, 0.665, 0.25), (0.6, 0.66, 0.235), (1.2, 0.66, 0.14)], 0, brass, flat=(0.028, 0.02))
    for side in (-1, 1):
        box((0.20, 0.26, 0.05), (side * 1.20, 0.67, 0.10), hide.material, bevel=0.02)
    box((0.11, 0.07, 0.045), (0.88, 0.665, 0.25), brass, bevel=0.015)
    tube([(0.93, 0.66, 0.26), (1.05, 0.52, 0.25), (1.02, 0.30, 0.245), (0.94, 0.18, 0.25)], 0, hide.material, flat=(0.03, 0.011))
    box((0.62, 0.40, 0.03), (-0.66, -0.34, 0.255), hide.material, bevel=0.012, rotation=(math.radians(4), math.radians(-2.5), math.radians(1)))
    loop = [(-1.14, 0.70, 0.09), (-1.52, 0.86, 0.03), (-1.72, 0.60, 0.03), (-1.60, 0.22, 0.03), (-1.34, 0.26, 0.05), (-1.30, 0.52, 0.05), (-1.18, 0.64, 0.10)]
    tube(loop, 0, hide.material, flat=(0.055, 0.016))
    floor(concrete(0.42))
    world((0.85, 0.9, 1.0), 0.5)
    softbox((-4.5, 3.2, 5.2), (0, 0, 0), (3, 3), 520, (1, 0.95, 0.88))
    softbox((4, -4, 6), (0, 0, 0), (4, 4), 120)
    camera((-0.12, -1.7, 6.2), (-0.12, 0.02, 0.05), lens=52, focus=(0, 0, 0.25), aperture=9)
    return 0.1


def candle():
    tin = Paint((0.075, 0.085, 0.10), roughness=0.45)
    tin.bump(tin.noise(tin.space, 200, 2), 0.03, 0.01)
    lathe([(0, 0), (0.40, 0), (0.425, 0.012), (0.43, 0.04), (0.43, 0.3), (0.43, 0.62), (0.44, 0.64), (0.44, 0.66), (0.425, 0.665), (0.415, 0.64), (0.415, 0.52)],
          tin.material)
    wax = Paint((0.86, 0.78, 0.62), roughness=0.4)
    wax.bump(wax.noise(wax.space, 4, 3), 0.05, 0.03)
    lathe([(0, 0.585), (0.2, 0.582), (0.38, 0.585), (0.414, 0.60)], wax.material)
    tube([(0, 0, 0.58), (0.005, 0, 0.64), (0.012, 0.003, 0.685)], 0.011, Paint((0.55, 0.5, 0.42), 0.9).material)
    label = Paint((0.80, 0.72, 0.60), roughness=0.8)
    picture = label.image(os.path.join(HERE, "candle-label.png"), label.node(
        "ShaderNodeMapping", {"Vector": label.node("ShaderNodeTexCoord").outputs["UV"], "Location": (-0.75, 0, 0), "Scale": (2.5, 1, 1)}).outputs["Vector"])
    label.link(label.mix(picture.outputs["Alpha"], (0.80, 0.72, 0.60, 1), picture.outputs["Color"]), "Base Color")
    wrap = lathe([(0.4325, 0.11), (0.4325, 0.3), (0.4325, 0.54)], label.material, subdivide=0)
    wrap.rotation_euler = (0, 0, math.radians(180))
    lid = Paint((0.46, 0.33, 0.19), roughness=0.5)
    lid.link(lid.ramp(lid.noise(lid.stretch((1, 9, 9)), 2.2, 6), (0.3, (0.26, 0.15, 0.07)), (0.7, (0.46, 0.29, 0.15))), "Base Color")
    cover = lathe(rounded([(0, 0), (0.44, 0), (0.44, 0.09), (0, 0.09)], 0.015), lid.material)
    cover.location, cover.rotation_euler = (0.76, -0.36, 0.0), (0, 0, math.radians(28))
    floor(marble())
    world((0.85, 0.91, 1.0), 0.5)
    softbox((-4.6, 2.4, 4.2), (0, 0, 0.3), (3.2, 2.6), 420, (1, 0.97, 0.93))  # a window out of frame
    softbox((4, -5, 4.5), (0, 0, 0.4), (4, 4), 110, (1, 0.95, 0.88))
    camera((0.26, -4.2, 1.8), (0.31, 0, 0.28), lens=62, focus=(0.1, -0.4, 0.35), aperture=5.6)
    return 0.0


SCENES = {scene.__name__: scene for scene in (mug, bottle, headphones, plush, vase, pouch, candle)}

if __name__ == "__main__":
    arguments = sys.argv[sys.argv.index("--") + 1:]
    name, folder = arguments[0], arguments[1]
    side = int(arguments[2]) if len(arguments) > 2 else 3000
    samples = int(arguments[3]) if len(arguments) > 3 else 96
    reset()
    exposure = SCENES[name]()
    shoot(os.path.join(folder, name + ".png"), side, samples, exposure)
    shoot_mask(os.path.join(folder, name + ".mask.png"), min(1000, side))
