"""What the surfaces of products and of grounds are made of."""
import math

from colours import any_colour, near_colour
from nodes import finish, new_material
from patterns import FOR_GROUNDS, FOR_PRODUCTS, weave

GLASS = 0.03  # the share of materials that light goes through


def label(n, rng, position, colour):
    """A printed rectangle that is cast onto one side, with a few lines of something like writing."""
    x, y, z = n.parts(position)
    across, depth = rng.choice(((x, y), (y, x)))
    side = rng.choice((-1, 1))
    middle, height = rng.uniform(-0.12, 0.12), rng.uniform(-0.2, 0.25)
    wide, high = rng.uniform(0.08, 0.35), rng.uniform(0.05, 0.25)
    u = n.math("DIVIDE", n.math("SUBTRACT", across, middle), wide)
    v = n.math("DIVIDE", n.math("SUBTRACT", z, height), high)
    inside = n.math("LESS_THAN", n.math("MAXIMUM", n.math("ABSOLUTE", u), n.math("ABSOLUTE", v)), 1.0)
    facing = n.math("GREATER_THAN", n.math("MULTIPLY", depth, float(side)), 0.02)
    lines = n.math("GREATER_THAN", n.math("SINE", n.math("MULTIPLY", v, rng.uniform(5, 16))), rng.uniform(-0.2, 0.5))
    row = n.math("FLOOR", n.math("MULTIPLY", v, 3.0))
    strokes = n.add("ShaderNodeCombineXYZ", {}, X=n.math("MULTIPLY", u, rng.uniform(6, 14)), Y=n.math("MULTIPLY", v, 3.0), Z=row).outputs[0]
    ink = n.math("MULTIPLY", n.math("GREATER_THAN", n.noise(strokes, 2.0, 1.0), rng.uniform(0.42, 0.52)), lines)
    margin = n.math("LESS_THAN", n.math("MAXIMUM", n.math("ABSOLUTE", u), n.math("ABSOLUTE", v)), 0.85)
    print_colour = n.mix(n.math("MULTIPLY", ink, margin), any_colour(rng), any_colour(rng))
    return n.mix(n.math("MULTIPLY", inside, facing), colour, print_colour)


def product_material(rng, colour):
    material, n = new_material()
    position = n.add("ShaderNodeTexCoord").outputs["Object"]
    turn = rng.choice(((0, 0, 0), (0, 0, 0), (math.pi / 2, 0, 0), (0, math.pi / 2, 0), tuple(rng.uniform(0, 3) for _ in range(3))))
    v = n.turned(position, turn, (1, 1, 1), tuple(rng.uniform(-9, 9) for _ in range(3)))
    base, height = colour, None
    if rng.random() < 0.33:
        other = near_colour(rng, colour, 0.6) if rng.random() < 0.5 else any_colour(rng)
        base, height = rng.choice(FOR_PRODUCTS)(n, rng, v, colour, other)
    if rng.random() < 0.2:
        base = label(n, rng, position, base)
    kind = rng.random()
    shine = {"Base_Color": base, "Roughness": rng.uniform(0.05, 0.9), "Specular": rng.uniform(0.3, 0.6)}
    if kind < GLASS:
        shine.update(Transmission=rng.uniform(0.6, 1), Roughness=rng.uniform(0, 0.3), IOR=rng.uniform(1.2, 1.5))
    elif kind < 0.22:
        shine.update(Metallic=1.0, Roughness=rng.choice((rng.uniform(0.05, 0.2), rng.uniform(0.15, 0.5))))
    elif kind < 0.37:
        shine.update(Clearcoat=1.0, Clearcoat_Roughness=rng.uniform(0, 0.2))
    elif kind < 0.57:
        shine.update(Sheen=rng.uniform(0.3, 1), Roughness=rng.uniform(0.7, 1), Specular=0.2)
        if height is None:
            height = weave(n, rng, v, colour, colour)[1] if rng.random() < 0.5 else n.noise(v, rng.uniform(30, 120))
    elif height is None and rng.random() < 0.3:
        height = n.noise(v, rng.uniform(5, 80), 4.0)
    if height is not None and rng.random() < 0.8:
        shine["Normal"] = n.add("ShaderNodeBump", {}, Strength=rng.uniform(0.1, 0.8), Distance=rng.uniform(0.003, 0.02), Height=height).outputs[0]
    return finish(material, n, n.add("ShaderNodeBsdfPrincipled", {}, **shine).outputs[0], True)


def ground_material(rng, colour, plain, glossy):
    material, n = new_material()
    v = n.turned(n.add("ShaderNodeTexCoord").outputs["UV"], (0, 0, rng.uniform(0, math.tau)), (math.exp(rng.uniform(-0.6, 0.6)),) * 3,
                 (rng.uniform(-9, 9), rng.uniform(-9, 9), 0))
    shine = {"Roughness": rng.uniform(0.35, 0.95), "Specular": rng.uniform(0.2, 0.5)}
    height = None
    if plain:
        shine["Base_Color"] = colour
        if rng.random() < 0.3:
            height = n.noise(v, rng.uniform(20, 200), 3.0)
    else:
        other = near_colour(rng, colour, 0.5) if rng.random() < 0.6 else any_colour(rng)
        shine["Base_Color"], height = rng.choice(FOR_GROUNDS)(n, rng, v, colour, other)
    if glossy:
        shine.update(Roughness=rng.choice((rng.uniform(0, 0.06), rng.uniform(0.06, 0.3))), Specular=rng.uniform(0.4, 1),
                     Metallic=rng.choice((0, 0, 0, 0.9)))
    elif height is not None:
        shine["Normal"] = n.add("ShaderNodeBump", {}, Strength=rng.uniform(0.1, 0.6), Distance=rng.uniform(0.005, 0.03), Height=height).outputs[0]
    return finish(material, n, n.add("ShaderNodeBsdfPrincipled", {}, **shine).outputs[0], False)
