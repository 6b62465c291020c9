"""Meshes, their points, and how they come to rest."""
import bmesh
import bpy
import numpy as np
from mathutils import Matrix, Vector

from shapes import put


def points_of(mesh):
    flat_points = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", flat_points)
    return flat_points.reshape(-1, 3)


def z_of(mesh):
    return points_of(mesh)[:, 2]


def transform(meshes, matrix):
    for mesh in meshes:
        mesh.transform(matrix)


def piece(rng, family, mats):
    """The meshes of what the family puts into the scene, everything applied, around the origin and one long."""
    known = set(bpy.data.objects)
    family(rng, mats)
    made = [o for o in bpy.data.objects if o not in known]
    graph = bpy.context.evaluated_depsgraph_get()
    meshes = []
    for thing in made:
        if thing.type == "EMPTY":
            continue
        mesh = bpy.data.meshes.new_from_object(thing.evaluated_get(graph), depsgraph=graph)
        mesh.transform(thing.matrix_world)
        mesh.polygons.foreach_set("use_smooth", np.ones(len(mesh.polygons), bool))
        mesh.use_auto_smooth = True
        mesh.auto_smooth_angle = 0.65
        if len(mesh.vertices):
            meshes.append(mesh)
    bpy.data.batch_remove(made)
    everything = np.concatenate([points_of(m) for m in meshes])
    low, high = everything.min(0), everything.max(0)
    middle = Vector(((low + high) / 2).tolist())
    transform(meshes, Matrix.Scale(1 / float((high - low).max()), 4) @ Matrix.Translation(-middle))
    return meshes


def resting(rng, points):
    """A turn after which the points lie stably on one face of their hull."""
    form = bmesh.new()
    for p in points[:: max(1, len(points) // 600)]:
        form.verts.new(p)
    hull = bmesh.ops.convex_hull(form, input=form.verts)
    middle = Vector(points.mean(0).tolist())
    choices = []
    for face in hull["geom"]:
        if isinstance(face, bmesh.types.BMFace):
            normal = face.normal if face.normal.dot(face.calc_center_median() - middle) > 0 else -face.normal
            corners = [v.co - middle for v in face.verts]
            signs = [(b - a).cross(-a).dot(normal) > 0 for a, b in zip(corners, corners[1:] + corners[:1])]
            if all(signs) or not any(signs):
                choices.append((normal.copy(), face.calc_area()))
    form.free()
    if not choices:
        return Matrix.Identity(4)
    normal = rng.choices([c[0] for c in choices], [c[1] + 1e-6 for c in choices])[0]
    return normal.rotation_difference(Vector((0, 0, -1))).to_matrix().to_4x4()


def stand(meshes, turn, x, y):
    """Puts the meshes on the ground; returns all their points."""
    world = [points_of(m) @ np.array(turn.to_3x3()).T for m in meshes]
    place = Matrix.Translation((x, y, -float(min(w[:, 2].min() for w in world)))) @ turn
    for mesh in meshes:
        put(mesh, place)
    return np.concatenate(world) + np.array(place.translation)
