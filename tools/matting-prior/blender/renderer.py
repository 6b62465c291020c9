"""Cycles: light, coverage, colours and normals of a scene."""
import os

import bpy
import numpy as np

RENDERED = 288  # the side in pixels; the darkroom enlarges, because paths cost time
SAMPLES = 12  # paths a pixel


def clear():
    for kind in ("objects", "meshes", "curves", "materials", "lights", "cameras", "worlds", "textures", "images"):
        bpy.data.batch_remove(list(getattr(bpy.data, kind)))


def prepare(threads, folder):
    scene = bpy.context.scene
    render = scene.render
    render.engine = "CYCLES"
    render.resolution_x = render.resolution_y = RENDERED
    render.resolution_percentage = 100
    render.threads_mode = "FIXED"
    render.threads = threads
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples = SAMPLES
    cycles.use_adaptive_sampling = False
    cycles.use_denoising = False
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces, cycles.transmission_bounces = 5, 2, 3, 4
    cycles.sample_clamp_direct = 12
    cycles.sample_clamp_indirect = 2
    cycles.blur_glossy = 1
    cycles.caustics_reflective = cycles.caustics_refractive = False
    write_layers(scene, folder)
    return scene


def write_layers(scene, folder):
    """Has the renderer write, beside the photograph, its coverage and what the darkroom takes the noise away with."""
    layer = scene.view_layers[0]
    layer.cycles.denoising_store_passes = True
    aov = layer.aovs.add()
    aov.name, aov.type = "product", "VALUE"
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layers = tree.nodes.new("CompositorNodeRLayers")
    tree.links.new(layers.outputs["Image"], tree.nodes.new("CompositorNodeComposite").inputs["Image"])
    files = tree.nodes.new("CompositorNodeOutputFile")
    files.base_path = folder
    files.format.file_format = "OPEN_EXR"
    files.format.color_mode = "RGB"
    files.file_slots.clear()
    for name, output in (("coverage", "product"), ("albedo", "Denoising Albedo"), ("normal", "Denoising Normal")):
        files.file_slots.new(name)
        tree.links.new(layers.outputs[output], files.inputs[name])


def pixels(path):
    image = bpy.data.images.load(path)
    values = np.empty(RENDERED * RENDERED * image.channels, np.float32)
    image.pixels.foreach_get(values)
    found = values.reshape(RENDERED, RENDERED, -1)[::-1]
    bpy.data.images.remove(image)
    return found


def render(scene, seed, folder):
    """Renders the scene; returns the share of each pixel that the product covers."""
    scene.cycles.seed = seed & 0x7FFFFFFF
    scene.frame_current = 1
    scene.render.filepath = os.path.join(folder, "photo.exr")
    scene.render.image_settings.file_format = "OPEN_EXR"
    bpy.ops.render.render(write_still=True)
    return np.clip(pixels(os.path.join(folder, "coverage0001.exr"))[..., 0], 0, 1)
