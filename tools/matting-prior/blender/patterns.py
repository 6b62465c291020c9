"""Patterns of two colours. Each gives the colour and, where the surface is not even, its height (or None)."""
from colours import any_colour, near_colour


def mottled(n, rng, v, a, b):
    value = n.step(n.noise(v, rng.uniform(2, 14), rng.uniform(1, 8), rng.uniform(0, 1.5)), rng.uniform(0.2, 0.5), rng.uniform(0.52, 0.8))
    return n.mix(value, a, b), value


def stripes(n, rng, v, a, b):
    soft = rng.choice((0.02, 0.02, 0.2))
    at = rng.uniform(0.25, 0.75)
    value = n.step(n.wave(v, rng.uniform(1, 9), rng.choice((0, 0, rng.uniform(0, 6)))), at - soft, at + soft)
    return n.mix(value, a, b), None


def checks(n, rng, v, a, b):
    if rng.random() < 0.4:
        node = n.add("ShaderNodeTexChecker", {}, Vector=v, Color1=a, Color2=b, Scale=rng.uniform(3, 14))
        return node.outputs[0], None
    x, y, _ = n.parts(n.turned(v, (0, 0, 0), (rng.uniform(4, 30),) * 3))
    across = n.step(n.math("SINE", x), -0.05, 0.05)
    along = n.step(n.math("SINE", y), -0.05, 0.05)
    return n.mix(n.math("MULTIPLY", n.math("ADD", across, along), 0.5), a, b), None


def cells(n, rng, v, a, b):
    node = n.voronoi(v, rng.uniform(4, 20), randomness=rng.uniform(0.3, 1))
    at = rng.uniform(0.15, 0.5)
    spots = n.step(node.outputs["Distance"], at, at + rng.choice((0.02, 0.3)))
    return n.mix(spots, b, a), spots


def bricks(n, rng, v, a, b):
    colour, gap = n.brick(v, rng.uniform(2, 6), a, near_colour(rng, a, 0.3), b, rng.uniform(0.3, 1), 0.3, rng.uniform(0.01, 0.04), 0.5)
    return colour, n.math("SUBTRACT", 1.0, gap)


def planks(n, rng, v, a, b):
    tint, gap = n.brick(v, rng.uniform(0.8, 3), a, b, tuple(c * 0.25 for c in a), rng.uniform(2, 5), rng.uniform(0.2, 0.6),
                        rng.choice((0.003, 0.012)), 0.37)
    grain = n.noise(n.turned(v, (0, 0, 0), (1.5, rng.uniform(15, 40), 1)), rng.uniform(1, 3), 6.0, rng.uniform(0.2, 2))
    return n.mix(n.step(grain, 0.3, 0.75), tint, tuple(c * rng.uniform(0.4, 0.8) for c in a)), n.math("SUBTRACT", grain, gap)


def marble(n, rng, v, a, b):
    vein = n.noise(v, rng.choice((rng.uniform(0.8, 4), rng.uniform(0.25, 1))), 9.0, rng.uniform(0.5, 3))
    line = n.math("ABSOLUTE", n.math("SUBTRACT", vein, 0.5))
    cloud = n.mix(n.noise(v, rng.uniform(1, 3)), a, near_colour(rng, a, 0.25))
    return n.mix(n.step(line, 0.0, rng.uniform(0.02, 0.1)), b, cloud), None


def weave(n, rng, v, a, b):
    size = rng.uniform(40, 220)
    x, y, _ = n.parts(v)
    across = n.math("SINE", n.math("MULTIPLY", x, size))
    along = n.math("SINE", n.math("MULTIPLY", y, size * rng.uniform(0.6, 1)))
    thread = n.step(n.math("MULTIPLY", across, along), -1.0, 1.0)
    uneven = n.math("ADD", thread, n.noise(v, size * 0.3))
    return n.mix(n.step(uneven, 0.4, 1.6), a, near_colour(rng, a, 0.5)), thread


def concrete(n, rng, v, a, b):
    value = n.noise(v, rng.uniform(1, 5), 12.0, 0.3)
    pores = n.step(n.voronoi(v, rng.uniform(15, 40)).outputs["Distance"], 0.05, 0.15)
    return n.mix(value, a, near_colour(rng, a, 0.7)), n.math("MULTIPLY", value, pores)


def tiles(n, rng, v, a, b):
    colour, gap = n.brick(v, rng.uniform(1, 4), a, near_colour(rng, a, 0.25), near_colour(rng, b, 0.3), 0.5, 0.5, rng.uniform(0.008, 0.03), 0.0)
    return colour, n.math("SUBTRACT", 1.0, gap)


def terrazzo(n, rng, v, a, b):
    node = n.voronoi(v, rng.uniform(6, 25))
    chip = n.step(node.outputs["Distance"], 0.28, 0.33)
    grey = n.parts(node.outputs["Color"])
    stone = n.mix(n.step(grey[0], 0.45, 0.5), b, n.mix(n.step(grey[1], 0.5, 0.55), any_colour(rng), near_colour(rng, a, 0.8)))
    return n.mix(n.math("MAXIMUM", chip, n.step(grey[2], 0.6, 0.61)), stone, a), None


def flowers(n, rng, v, a, b):
    scale = rng.uniform(3, 10)
    node = n.voronoi(v, scale, randomness=rng.uniform(0.2, 0.9))
    middle = n.add("ShaderNodeVectorMath", {"operation": "SUBTRACT"}, i0=v, i1=node.outputs["Position"]).outputs[0]
    x, y, _ = n.parts(middle)
    angle = n.math("MULTIPLY", n.math("ARCTAN2", x, y), rng.choice((3.0, 4.0, 5.0, 6.0)))
    edge = n.math("ADD", rng.uniform(0.2, 0.32), n.math("MULTIPLY", n.math("SINE", angle), rng.uniform(0.05, 0.12)))
    inside = n.step(n.math("SUBTRACT", node.outputs["Distance"], edge), -0.01, 0.01)
    heart = n.step(node.outputs["Distance"], 0.07, 0.09)
    return n.mix(inside, n.mix(heart, any_colour(rng), b), a), None


def gravel(n, rng, v, a, b):
    node = n.voronoi(v, rng.uniform(12, 45))
    grey = n.parts(node.outputs["Color"])[0]
    stone = n.mix(grey, near_colour(rng, a, 0.5), b)
    height = n.math("SUBTRACT", 1.0, node.outputs["Distance"])
    return n.mix(n.step(height, 0.2, 0.6), tuple(c * 0.2 for c in a), stone), n.math("MULTIPLY", height, 3.0)


FOR_PRODUCTS = (mottled, stripes, stripes, checks, cells, bricks, marble, flowers, planks, weave, concrete)
FOR_GROUNDS = (planks, planks, planks, marble, marble, weave, weave, concrete, concrete, tiles, checks, stripes, terrazzo, flowers, gravel,
               mottled)
