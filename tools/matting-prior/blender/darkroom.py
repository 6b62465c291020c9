"""From rendered light to a finished picture: less noise, exposure, size, and the traces of a sensor and a file."""
import math
import os

import bpy
import cv2
import numpy as np

from renderer import RENDERED, pixels

SIDE = 384  # of a finished photograph


def smoothed(light, albedo, normal, coverage, reach=4):
    """Each pixel's illumination averaged with that of neighbours on the same surface; the surface's own colour stays."""
    tint = albedo + 0.02
    shade = np.log(np.maximum(light, 0) / tint + 0.03)
    around = cv2.medianBlur(shade, 5)
    noise = 1.5 * float(np.median(np.abs(shade - around)))
    # A firefly is noise, however bright: it is held to what is around it.
    shade = np.clip(shade, around - 4 * noise - 0.05, around + 4 * noise + 0.05)
    alike = np.dstack([albedo * 4, normal * 2.5, coverage[..., None] * 5, cv2.blur(shade, (3, 3)) / (0.7 * noise + 0.02)])
    parts = [np.ascontiguousarray(p) for p in np.split(alike, (4, 8), axis=2)]  # OpenCV takes four channels at once
    wide_shade, *wide_parts = (cv2.copyMakeBorder(p, reach, reach, reach, reach, cv2.BORDER_REPLICATE) for p in (shade, *parts))
    total, weights = np.zeros_like(shade), np.zeros(shade.shape[:2], np.float32)
    for y in range(2 * reach + 1):
        for x in range(2 * reach + 1):
            here = np.s_[y:y + RENDERED, x:x + RENDERED]
            apart = sum(cv2.transform((w[here] - p) ** 2, np.ones((1, p.shape[2]), np.float32)) for w, p in zip(wide_parts, parts))
            weight = cv2.exp(apart * -0.5)
            total += weight[..., None] * wide_shade[here]
            weights += weight
    return (np.exp(total / weights[..., None]) - 0.03).clip(0) * tint


def develop(rng, scene, folder, albedo, coverage):
    """Exposes the rendered light like a camera that half trusts its meter, and returns sRGB values, blue first."""
    raw = os.path.join(folder, "photo.exr")
    layers = (pixels(os.path.join(folder, name))[..., :3] for name in ("photo.exr", "albedo0001.exr", "normal0001.exr"))
    light = smoothed(*(np.ascontiguousarray(layer) for layer in layers), coverage)
    grey = np.minimum(light @ np.array((0.2126, 0.7152, 0.0722)), 50)
    filmic = rng.random() < 0.5
    wanted = min(0.6, max(0.06, 0.62 * albedo ** 0.6))
    stops = math.log2(wanted / max(1e-4, 0.5 * float(np.median(grey)) + 0.5 * float(grey.mean()))) + rng.uniform(-0.7, 0.7)
    view = scene.view_settings
    view.view_transform = "Filmic" if filmic else "Standard"
    view.look = rng.choice(("None", "Medium High Contrast", "High Contrast")) if filmic else "None"
    view.exposure = max(-10, min(10, stops + (0.7 if filmic else 0)))
    settings = scene.render.image_settings
    settings.color_mode = "RGB"
    settings.file_format = "PNG"
    settings.compression = 0
    finished = os.path.join(folder, "photo.png")
    image = bpy.data.images.load(raw)
    image.pixels.foreach_set(np.dstack([light, np.ones_like(grey)])[::-1].astype(np.float32).ravel())
    image.save_render(finished, scene=scene)
    bpy.data.images.remove(image)
    return enlarged(cv2.imread(finished))


def enlarged(picture):
    return cv2.resize(picture.astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)


def worn(rng, seed, colours):
    """What a sensor and a file do to a picture: a little noise, and sometimes JPEG."""
    strength = rng.choice((0, rng.uniform(0.5, 3)))
    noise = np.random.default_rng(seed).normal(0, 1, colours.shape)
    colours = np.clip(colours + noise * strength * (1.2 - 0.7 * colours / 255) + 0.5, 0, 255).astype(np.uint8)
    if rng.random() < 0.35:
        colours = cv2.imdecode(cv2.imencode(".jpg", colours, (cv2.IMWRITE_JPEG_QUALITY, rng.randint(75, 96)))[1], cv2.IMREAD_COLOR)
    return colours
