"""Where the photograph is taken from."""
import math

import bpy
import numpy as np
from mathutils import Matrix, Vector

from shapes import put


def camera(rng, scene, points, lies_flat):
    data = bpy.data.cameras.new("c")
    data.sensor_width = 36
    data.lens = rng.uniform(35, 120)
    data.clip_end = 200
    height = math.radians(rng.uniform(35, 85) if lies_flat else rng.choice(
        (rng.uniform(3, 15), rng.uniform(8, 40), rng.uniform(8, 40), rng.uniform(30, 70))))
    yaw = rng.uniform(-0.5, 0.5)
    toward = Vector((math.sin(yaw) * math.cos(height), -math.cos(yaw) * math.cos(height), math.sin(height)))
    turn = (-toward).to_track_quat("-Z", "Y").to_matrix() @ Matrix.Rotation(rng.gauss(0, 0.03), 3, "Z")
    axes = np.array(turn)
    aim = (points.min(0) + points.max(0)) / 2
    wanted = rng.uniform(0.45, 0.95)
    away = 4.0
    for _ in range(12):  # until the product's frame has the wanted side
        seen = (points - aim) @ axes
        depth = np.maximum(0.05, away - seen[:, 2])
        across = seen[:, :2] / depth[:, None] * data.lens / 36
        low, high = across.min(0), across.max(0)
        aim = aim + axes[:, :2] @ ((low + high) / 2) * away * 36 / data.lens
        away = max(away * max(high - low) / wanted, 0.3)
    room = (1 - (high - low)) / 2
    data.shift_x, data.shift_y = (float(rng.uniform(-0.7, 0.7) * max(0, min(r, 0.2))) for r in room)
    place = Vector(aim.tolist()) + toward * float(away)
    place.z = max(place.z, 0.03)  # not from underneath the ground
    thing = put(data, Matrix.Translation(place) @ turn.to_4x4())
    if rng.random() < 0.33:
        data.dof.use_dof = True
        data.dof.focus_distance = float(away - (seen[:, 2].max() * rng.uniform(0, 0.9)))
        data.dof.aperture_fstop = data.lens / 1000 / (rng.uniform(0.006, 0.03) * float(away) ** 0.5)
    scene.camera = thing
