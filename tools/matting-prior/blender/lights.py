"""Lamps, windows and skies."""
import math

import bpy
from mathutils import Matrix, Vector

from nodes import Nodes, finish, new_material
from shapes import box, put


def warmth(rng):
    shift = rng.gauss(0, 0.16)
    return (math.exp(shift), 1.0, math.exp(-shift * 1.2))


def lamps(rng):
    count = rng.choice((1, 1, 2))
    for k in range(count):
        away, height = rng.uniform(2.2, 5), math.radians(rng.uniform(20, 85))
        a = rng.uniform(0, math.tau)
        place = Vector((math.cos(a) * math.cos(height), math.sin(a) * math.cos(height), math.sin(height))) * away
        barred = k == 0 and rng.random() < 0.12
        data = bpy.data.lights.new("l", "AREA")
        data.shape = rng.choice(("SQUARE", "DISK"))
        data.size = math.exp(rng.uniform(math.log(0.03), math.log(0.2 if barred else 1.3))) * away
        data.energy = away * away * 12 * (1 if k == 0 else rng.uniform(0.1, 0.8)) / math.sin(height) ** 0.5
        data.color = warmth(rng)
        face = (-place).to_track_quat("-Z", "Y").to_matrix().to_4x4()
        lamp = put(data, Matrix.Translation(place) @ face)
        lamp.visible_camera = False
        if barred:
            window_bars(rng, place, face)


def window_bars(rng, place, face):
    """Bars between a lamp and the product, for shadows like those of a window."""
    black, n = new_material()
    finish(black, n, n.add("ShaderNodeBsdfDiffuse", {}, Color=(0.01, 0.01, 0.01)).outputs[0], False)
    nearer = Matrix.Translation(place * rng.uniform(0.45, 0.7)) @ face @ Matrix.Rotation(rng.uniform(0, 3), 4, "Z")
    thick, gap = rng.uniform(0.03, 0.12), rng.uniform(0.25, 0.6)
    for i in range(-2, 3):
        for size, middle in (((thick, 4, 0.02), (i * gap, 0, 0)), ((4, thick, 0.02), (0, i * gap * 1.4, 0))):
            if size[0] == thick or rng.random() < 0.5:
                bar = box(size, middle, black)
                bar.matrix_world = nearer @ bar.matrix_world
                bar.visible_camera = False


def sky(rng, scene):
    world = bpy.data.worlds.new("w")
    scene.world = world
    world.use_nodes = True
    world.cycles.sampling_method = "MANUAL"
    world.cycles.sample_map_resolution = 64
    n = Nodes(world.node_tree)
    tint = tuple(c * rng.uniform(0.8, 1) for c in warmth(rng))
    strength = math.exp(rng.uniform(math.log(0.08), math.log(1.6)))
    v = n.add("ShaderNodeTexCoord").outputs["Generated"]
    kind = rng.random()
    if kind < 0.4:
        colour = tint
    elif kind < 0.6:
        low = tuple(c * rng.uniform(0, 0.5) for c in tint)
        colour = n.mix(n.step(n.parts(v)[2], -0.2, rng.uniform(0.2, 1)), low, tint)
    elif kind < 0.85:  # bright and dark fields, for metals to mirror
        moved = n.turned(v, (0, 0, 0), (1, 1, rng.uniform(0.3, 1)), [rng.uniform(-9, 9) for _ in range(3)])
        field = n.step(n.noise(moved, rng.uniform(1, 4), 2.0), 0.4, 0.62)
        colour = n.mix(field, tuple(c * 0.06 for c in tint), tuple(c * 2 for c in tint))
    else:
        node = n.add("ShaderNodeTexSky", {"sky_type": "HOSEK_WILKIE", "turbidity": rng.uniform(2, 6)})
        node.sun_direction = Vector((rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(0.2, 1))).normalized()
        colour = node.outputs[0]
    n.set(n.add("ShaderNodeOutputWorld").inputs["Surface"], n.add("ShaderNodeBackground", {}, Color=colour, Strength=strength).outputs[0])
