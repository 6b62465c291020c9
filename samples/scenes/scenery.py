"""Building blocks for the sample photographs: geometry, materials, light, camera. One unit is 10 cm."""
import math
import os

import bpy
from mathutils import Vector

PRODUCT = "product"


def reset():
    bpy.ops.wm.read_factory_settings(use_empty=True)


# --- geometry -------------------------------------------------------------------------------------------------

def finish(obj, material, product=True, smooth=True):
    obj.data.materials.clear()
    obj.data.materials.append(material)
    if product:
        obj[PRODUCT] = 1
    if smooth and obj.type == "MESH":
        for polygon in obj.data.polygons:
            polygon.use_smooth = True
    return obj


def lathe(profile, material, steps=160, product=True, at=(0, 0, 0), subdivide=2):
    """Turns a list of (radius, height) around the vertical axis; UV runs once around and from low to high."""
    vertices, faces, uvs = [], [], []
    rows = len(profile)
    lengths = [0.0]
    for (r0, z0), (r1, z1) in zip(profile, profile[1:]):
        lengths.append(lengths[-1] + math.hypot(r1 - r0, z1 - z0))
    for s in range(steps + 1):
        angle = 2 * math.pi * s / steps
        for r, z in profile:
            vertices.append((r * math.sin(angle), -r * math.cos(angle), z))
    for s in range(steps):
        for i in range(rows - 1):
            a, b = s * rows + i, (s + 1) * rows + i
            faces.append((a, b, b + 1, a + 1))
            for step, row in ((s, i), (s + 1, i), (s + 1, i + 1), (s, i + 1)):
                uvs.append((step / steps, lengths[row] / lengths[-1]))
    mesh = bpy.data.meshes.new("lathe")
    mesh.from_pydata(vertices, [], faces)
    layer = mesh.uv_layers.new()
    for loop, uv in zip(layer.data, uvs):
        loop.uv = uv
    obj = bpy.data.objects.new("lathe", mesh)
    bpy.context.collection.objects.link(obj)
    obj.location = at
    weld = obj.modifiers.new("weld", "WELD")
    weld.merge_threshold = 1e-4
    if subdivide:
        sub = obj.modifiers.new("sub", "SUBSURF")
        sub.levels = sub.render_levels = subdivide
    return finish(obj, material, product)


def box(size, at, material, bevel=0.05, rotation=(0, 0, 0), product=True):
    bpy.ops.mesh.primitive_cube_add(size=1, location=at, rotation=rotation)
    obj = bpy.context.object
    obj.scale = size
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    if bevel:
        edge = obj.modifiers.new("bevel", "BEVEL")
        edge.width, edge.segments = bevel, 6
    return finish(obj, material, product)


def ball(radii, at, material, product=True, rotation=(0, 0, 0)):
    bpy.ops.mesh.primitive_uv_sphere_add(segments=96, ring_count=64, radius=1, location=at, rotation=rotation)
    obj = bpy.context.object
    obj.scale = radii
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    return finish(obj, material, product)


def torus(major, minor, at, material, rotation=(0, 0, 0), product=True):
    bpy.ops.mesh.primitive_torus_add(major_radius=major, minor_radius=minor, major_segments=160, minor_segments=48,
                                     location=at, rotation=rotation)
    return finish(bpy.context.object, material, product)


def tube(points, radius, material, product=True, flat=None):
    """A smooth curve through the points, round or (flat = width, height) strap-like."""
    curve = bpy.data.curves.new("tube", "CURVE")
    curve.dimensions = "3D"
    curve.resolution_u = 24
    if flat:
        bpy.ops.curve.primitive_bezier_circle_add(radius=1)
        section = bpy.context.object
        section.scale = (flat[0], flat[1], 1)
        bpy.ops.object.transform_apply(scale=True)
        curve.bevel_mode, curve.bevel_object = "OBJECT", section
    else:
        curve.bevel_depth, curve.bevel_resolution = radius, 12
    curve.use_fill_caps = True
    spline = curve.splines.new("BEZIER")
    spline.bezier_points.add(len(points) - 1)
    for handle, point in zip(spline.bezier_points, points):
        handle.co = point
        handle.handle_left_type = handle.handle_right_type = "AUTO"
    obj = bpy.data.objects.new("tube", curve)
    bpy.context.collection.objects.link(obj)
    return finish(obj, material, product, smooth=False)


def floor(material, size=60, at=(0, 0, 0)):
    bpy.ops.mesh.primitive_plane_add(size=size, location=at)
    return finish(bpy.context.object, material, product=False)


def seamless(material, back=7.0, radius=3.0, width=60):
    """Paper that rises behind the product in one curve."""
    profile = [(-25.0, 0.0), (back - radius, 0.0)]
    profile += [(back - radius + radius * math.sin(a), radius - radius * math.cos(a))
                for a in (math.pi / 2 * i / 24 for i in range(1, 25))]
    profile.append((back, 40.0))
    vertices = [(x, y, z) for y, z in profile for x in (-width, width)]
    faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(len(profile) - 1)]
    mesh = bpy.data.meshes.new("seamless")
    mesh.from_pydata(vertices, [], faces)
    obj = bpy.data.objects.new("seamless", mesh)
    bpy.context.collection.objects.link(obj)
    return finish(obj, material, product=False)


# --- materials ------------------------------------------------------------------------------------------------

class Paint:
    """A principled material under construction."""

    def __init__(self, colour=(0.5, 0.5, 0.5), roughness=0.5, metallic=0.0, sheen=0.0, specular=0.5, subsurface=0.0):
        self.material = bpy.data.materials.new("paint")
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.surface = self.tree.nodes["Principled BSDF"]
        self.set("Base Color", (*colour, 1))
        self.set("Roughness", roughness)
        self.set("Metallic", metallic)
        self.set("Sheen", sheen)
        self.set("Specular", specular)
        self.set("Subsurface", subsurface)
        self.set("Subsurface Color", (*colour, 1))
        self.space = self.node("ShaderNodeTexCoord").outputs["Object"]

    def set(self, socket, value):
        self.surface.inputs[socket].default_value = value

    def node(self, kind, inputs=None, **properties):
        node = self.tree.nodes.new(kind)
        for name, value in properties.items():
            setattr(node, name, value)
        for name, value in (inputs or {}).items():
            if hasattr(value, "is_output"):
                self.tree.links.new(value, node.inputs[name])
            else:
                node.inputs[name].default_value = value
        return node

    def stretch(self, scale, source=None):
        return self.node("ShaderNodeMapping", {"Vector": source or self.space, "Scale": scale}).outputs["Vector"]

    def noise(self, vector, scale, detail=6.0, distortion=0.0, roughness=0.55):
        return self.node("ShaderNodeTexNoise", {"Vector": vector, "Scale": scale, "Detail": detail,
                                                "Distortion": distortion, "Roughness": roughness}).outputs["Fac"]

    def ramp(self, factor, *stops):
        node = self.node("ShaderNodeValToRGB", {"Fac": factor})
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (position, colour) in zip(elements, stops):
            element.position, element.color = position, (*colour, 1)
        return node.outputs["Color"]

    def mix(self, factor, a, b, mode="MIX"):
        return self.node("ShaderNodeMixRGB", {"Fac": factor, "Color1": a, "Color2": b}, blend_type=mode).outputs["Color"]

    def math(self, operation, a, b):
        return self.node("ShaderNodeMath", {0: a, 1: b}, operation=operation).outputs["Value"]

    def link(self, output, socket):
        self.tree.links.new(output, self.surface.inputs[socket])
        return self

    def bump(self, height, strength=0.2, distance=0.02):
        return self.link(self.node("ShaderNodeBump", {"Height": height, "Strength": strength, "Distance": distance})
                         .outputs["Normal"], "Normal")

    def image(self, path, vector=None):
        uv = vector or self.node("ShaderNodeTexCoord").outputs["UV"]
        node = self.node("ShaderNodeTexImage", {"Vector": uv}, extension="CLIP")
        node.image = bpy.data.images.load(os.path.abspath(path))
        return node


def wood(dark=(0.16, 0.075, 0.03), light=(0.42, 0.235, 0.11), plank=1.9):
    paint = Paint(roughness=0.42)
    grain = paint.stretch((1.6, 0.12, 1.6))
    rings = paint.noise(grain, 5.5, 11, 2.2, 0.62)
    fine = paint.noise(paint.stretch((60, 2.2, 60)), 2.0, 6)
    colour = paint.ramp(rings, (0.28, dark), (0.5, tuple((a + b) / 2 for a, b in zip(dark, light))), (0.72, light))
    colour = paint.mix(0.35, colour, paint.ramp(fine, (0.3, (0.55, 0.5, 0.45)), (0.7, (1, 1, 1))), "MULTIPLY")
    split = paint.node("ShaderNodeSeparateXYZ", {"Vector": paint.space}).outputs["X"]
    within = paint.math("PINGPONG", paint.math("ADD", split, plank / 2), plank)  # no seam under the product
    seam = paint.ramp(within, (0.0, (0.08, 0.06, 0.05)), (0.012, (1, 1, 1)))
    paint.link(paint.mix(1.0, colour, seam, "MULTIPLY"), "Base Color")
    return paint.bump(fine, 0.18, 0.01).material


def concrete(tone=0.36):
    paint = Paint(roughness=0.82)
    clouds = paint.noise(paint.space, 0.35, 8, 0.4)
    grit = paint.noise(paint.space, 38, 5)
    colour = paint.ramp(clouds, (0.3, (tone * 0.74, tone * 0.74, tone * 0.73)), (0.75, (tone * 1.2, tone * 1.19, tone * 1.16)))
    colour = paint.mix(0.35, colour, paint.ramp(grit, (0.35, (0.7, 0.7, 0.7)), (0.6, (1.05, 1.05, 1.05))), "MULTIPLY")
    pores = paint.node("ShaderNodeTexVoronoi", {"Vector": paint.space, "Scale": 3.4, "Randomness": 1.0}).outputs["Distance"]
    paint.link(paint.mix(0.7, colour, paint.ramp(pores, (0.03, (0.45, 0.45, 0.45)), (0.07, (1, 1, 1))), "MULTIPLY"), "Base Color")
    return paint.bump(grit, 0.22, 0.02).material


def linen(colour=(0.55, 0.48, 0.38), threads=34):
    paint = Paint(roughness=0.95, sheen=0.3, specular=0.1)
    warp = paint.node("ShaderNodeTexWave", {"Vector": paint.space, "Scale": threads, "Distortion": 1.2, "Detail": 2.0},
                      bands_direction="X").outputs["Fac"]
    weft = paint.node("ShaderNodeTexWave", {"Vector": paint.space, "Scale": threads, "Distortion": 1.2, "Detail": 2.0},
                      bands_direction="Y").outputs["Fac"]
    weave = paint.math("MULTIPLY", warp, weft)
    slub = paint.noise(paint.stretch((9, 0.6, 1)), 1.4, 5)
    shade = paint.ramp(weave, (0.0, tuple(c * 0.66 for c in colour)), (0.7, colour))
    paint.link(paint.mix(0.3, shade, paint.ramp(slub, (0.3, (0.75, 0.75, 0.75)), (0.7, (1.1, 1.1, 1.1))), "MULTIPLY"), "Base Color")
    return paint.bump(weave, 0.35, 0.02).material


def marble():
    paint = Paint(roughness=0.14)
    swirl = paint.noise(paint.space, 0.42, 9, 2.6, 0.6)
    veins = paint.ramp(swirl, (0.455, (0.80, 0.79, 0.775)), (0.492, (0.42, 0.42, 0.43)), (0.515, (0.80, 0.79, 0.775)))
    cloud = paint.noise(paint.space, 0.9, 6, 0.8)
    return paint.link(paint.mix(0.6, veins, paint.ramp(cloud, (0.3, (0.82, 0.82, 0.83)), (0.7, (1, 1, 1))), "MULTIPLY"), "Base Color").material


def plain(colour, roughness=0.9, specular=0.25):
    paint = Paint(colour, roughness, specular=specular)
    return paint.bump(paint.noise(paint.space, 60, 4), 0.03, 0.01).material


# --- light, camera, output --------------------------------------------------------------------------------------

def world(colour, strength):
    scene_world = bpy.data.worlds.new("world")
    bpy.context.scene.world = scene_world
    scene_world.use_nodes = True
    background = scene_world.node_tree.nodes["Background"]
    background.inputs["Color"].default_value = (*colour, 1)
    background.inputs["Strength"].default_value = strength


def aim(obj, target):
    obj.rotation_euler = (Vector(target) - obj.location).to_track_quat("-Z", "Y").to_euler()


def softbox(at, target, size, watts, colour=(1, 1, 1)):
    light = bpy.data.lights.new("softbox", "AREA")
    light.shape, light.size, light.size_y = "RECTANGLE", size[0], size[1]
    light.energy, light.color = watts, colour
    obj = bpy.data.objects.new("softbox", light)
    bpy.context.collection.objects.link(obj)
    obj.location = at
    aim(obj, target)


def camera(at, target, lens=65, focus=None, aperture=8.0, portrait=False):
    data = bpy.data.cameras.new("camera")
    obj = bpy.data.objects.new("camera", data)
    bpy.context.collection.objects.link(obj)
    obj.location = at
    aim(obj, target)
    data.lens = lens
    data.sensor_width = 36
    data.sensor_fit = "VERTICAL" if portrait else "HORIZONTAL"
    data.dof.use_dof = True
    data.dof.focus_distance = (Vector(focus or target) - obj.location).length
    data.dof.aperture_fstop = aperture / 10  # one unit is 10 cm, not 1 m
    scene = bpy.context.scene
    scene.camera = obj
    scene["portrait"] = portrait


def shoot(path, long_side=3000, samples=96, exposure=0.0, look="Medium High Contrast"):
    scene = bpy.context.scene
    portrait = scene["portrait"]
    scene.render.engine = "CYCLES"
    scene.cycles.samples = samples
    scene.cycles.use_denoising = False  # this Blender is built without a denoiser; grain suits a photograph
    scene.cycles.use_adaptive_sampling = True
    scene.cycles.adaptive_threshold = 0.02
    scene.cycles.max_bounces = 6
    scene.cycles.caustics_reflective = scene.cycles.caustics_refractive = False
    scene.cycles.sample_clamp_indirect = 4
    scene.cycles.seed = 7
    scene.render.resolution_x, scene.render.resolution_y = (long_side * 3 // 4, long_side) if portrait else (long_side, long_side * 3 // 4)
    scene.render.threads_mode, scene.render.threads = "FIXED", 2
    scene.view_settings.view_transform = "Filmic"
    scene.view_settings.look = look
    scene.view_settings.exposure = exposure
    scene.render.image_settings.file_format = "PNG"
    scene.render.filepath = os.path.abspath(path)
    bpy.ops.render.render(write_still=True)


def shoot_mask(path, long_side=1000, samples=24):
    """White where the product covers the pixel, with the same lens and blur as the photograph."""
    def flat(value):
        material = bpy.data.materials.new("flat")
        material.use_nodes = True
        tree = material.node_tree
        tree.nodes.clear()
        emission = tree.nodes.new("ShaderNodeEmission")
        emission.inputs["Color"].default_value = (value, value, value, 1)
        tree.links.new(emission.outputs[0], tree.nodes.new("ShaderNodeOutputMaterial").inputs["Surface"])
        return material

    white, black = flat(1), flat(0)
    for obj in bpy.data.objects:
        if obj.type in ("MESH", "CURVE"):
            for i in range(len(obj.data.materials)):
                obj.data.materials[i] = white if obj.get(PRODUCT) else black
        if obj.type == "LIGHT":
            obj.hide_render = True
    world((0, 0, 0), 0)
    scene = bpy.context.scene
    scene.render.image_settings.color_mode = "BW"
    scene.cycles.use_adaptive_sampling = False
    shoot_settings = (long_side, samples)
    portrait = scene["portrait"]
    scene.cycles.samples = shoot_settings[1]
    scene.render.resolution_x, scene.render.resolution_y = (long_side * 3 // 4, long_side) if portrait else (long_side, long_side * 3 // 4)
    scene.view_settings.view_transform, scene.view_settings.look, scene.view_settings.exposure = "Raw", "None", 0
    scene.render.engine = "CYCLES"
    scene.render.filepath = os.path.abspath(path)
    bpy.ops.render.render(write_still=True)
