"""Trees of shader nodes, and the materials made of them."""
import bpy


class Nodes:
    """A node tree that is written as nested calls: an input is a value or the output of another node."""

    def __init__(self, tree):
        self.tree = tree
        tree.nodes.clear()

    def add(self, kind, settings=(), **inputs):
        node = self.tree.nodes.new(kind)
        for name, value in dict(settings).items():
            setattr(node, name, value)
        for name, value in inputs.items():
            name = name.replace("_", " ")
            self.set(node.inputs[int(name[1:])] if name[0] == "i" and name[1:].isdigit() else node.inputs[name], value)
        return node

    def set(self, socket, value):
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        elif socket.type == "RGBA":
            socket.default_value = (*value[:3], 1)
        else:
            socket.default_value = value

    def math(self, operation, first, second=0.0):
        return self.add("ShaderNodeMath", {"operation": operation}, i0=first, i1=second).outputs[0]

    def step(self, value, low, high):
        return self.add("ShaderNodeMapRange", {}, i0=value, i1=low, i2=high, i3=0.0, i4=1.0).outputs[0]

    def mix(self, share, first, second):
        return self.add("ShaderNodeMixRGB", {}, Fac=share, Color1=first, Color2=second).outputs[0]

    def parts(self, vector):
        return self.add("ShaderNodeSeparateXYZ", {}, i0=vector).outputs

    def turned(self, vector, turn, scale, move=(0, 0, 0)):
        return self.add("ShaderNodeMapping", {}, Vector=vector, Location=move, Rotation=turn, Scale=scale).outputs[0]

    def noise(self, vector, scale, detail=3.0, distortion=0.0):
        return self.add("ShaderNodeTexNoise", {}, Vector=vector, Scale=scale, Detail=detail, Distortion=distortion).outputs[0]

    def wave(self, vector, scale, distortion=0.0):
        return self.add("ShaderNodeTexWave", {}, Vector=vector, Scale=scale, Distortion=distortion, Detail=2.0).outputs[1]

    def voronoi(self, vector, scale, randomness=1.0):
        return self.add("ShaderNodeTexVoronoi", {}, Vector=vector, Scale=scale, Randomness=randomness)

    def brick(self, vector, scale, first, second, gap, width, height, gap_size, offset):
        node = self.add("ShaderNodeTexBrick", {"offset": offset}, Vector=vector, Color1=first, Color2=second, Mortar=gap,
                        Scale=scale, Brick_Width=width, Row_Height=height, Mortar_Size=gap_size)
        return node.outputs[0], node.outputs[1]


def new_material():
    material = bpy.data.materials.new("m")
    material.use_nodes = True
    return material, Nodes(material.node_tree)


def finish(material, n, shader, product):
    """Gives the material its shader; a product's also says so, which is what coverage is read from."""
    n.set(n.add("ShaderNodeOutputMaterial").inputs["Surface"], shader)
    if product:
        n.add("ShaderNodeOutputAOV", {"name": "product"}, Value=1.0)
    return material
