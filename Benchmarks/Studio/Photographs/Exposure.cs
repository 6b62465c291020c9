using System.Numerics;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>
/// Takes a photograph: marches rays through the product's distance field and lights product and ground with one soft lamp, a bright
/// room, reflections and contact shade. Product and ground stay separate layers, so that the coverage is exact and only the ground
/// gets out of focus.
/// </summary>
internal sealed class Exposure
{
    private const int EdgeSamples = 4; // squared
    private const int MostSteps = 110;

    private readonly Photograph photograph;
    private readonly PhotoSet set;
    private readonly int width;
    private readonly int height;
    private readonly float reach;

    private Exposure(Photograph photograph, PhotoSet set, int width, int height)
    {
        (this.photograph, this.set, this.width, this.height) = (photograph, set, width, height);
        Ground = new Vector3[width * height];
        Shadow = new float[width * height];
        Blur = new float[width * height];
        Product = new Vector4[width * height];
        reach = set.Radius * 4;
    }

    /// <summary>The ground with the product's shadow but without the product, in linear light.</summary>
    public Vector3[] Ground { get; }

    /// <summary>Share of the ground's light that the product leaves it.</summary>
    public float[] Shadow { get; }

    /// <summary>How far out of focus the ground is, in units of its distance.</summary>
    public float[] Blur { get; }

    /// <summary>Premultiplied colour in linear light, and coverage.</summary>
    public Vector4[] Product { get; }

    public static Exposure Of(Photograph photograph, PhotoSet set, int width, int height)
    {
        var exposure = new Exposure(photograph, set, width, height);
        var hits = new Part?[width * height];
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = 2 }, y => exposure.Look(y, hits));
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = 2 }, y => exposure.Shade(y, hits));
        return exposure;
    }

    private void Look(int y, Part?[] hits)
    {
        for (var x = 0; x < width; x++)
        {
            var ray = Ray(x + .5f, y + .5f);
            hits[(y * width) + x] = March(set.Eye, ray) is { } at ? Nearest(at) : null;
            var (distance, place, normal) = set.Ground(set.Eye, ray);
            var ground = set.Eye + (ray * distance);
            (Ground[(y * width) + x], Shadow[(y * width) + x]) = GroundLight(place, ground, normal, distance);
            Blur[(y * width) + x] = MathF.Abs(distance - set.Focus) / distance;
        }
    }

    private void Shade(int y, Part?[] hits)
    {
        for (var x = 0; x < width; x++)
        {
            var i = (y * width) + x;
            var mixed = false;
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++) mixed |= hits[(ny * width) + nx] != hits[i];
            }

            if (!mixed && hits[i] is null) continue;
            var samples = mixed ? EdgeSamples : 1;
            for (var sample = 0; sample < samples * samples; sample++)
            {
                var ray = Ray(x + (((sample % samples) + .5f) / samples), y + (((sample / samples) + .5f) / samples));
                if (March(set.Eye, ray) is { } at) Product[i] += new Vector4(Light(at, ray, depth: 0), 1);
            }

            Product[i] /= samples * samples;
        }
    }

    private Vector3 Ray(float x, float y)
    {
        float half = Math.Min(width, height) / 2f;
        return set.Ray((x - (width / 2f)) / half, ((height / 2f) - y) / half);
    }

    private Part Nearest(Vector3 at) => photograph.Product.Parts.MinBy(part => part.Shape.Distance(at))!;

    private Vector3? March(Vector3 from, Vector3 direction)
    {
        // Only the way through the ball around the product matters.
        var to = set.Middle - from;
        var closest = Vector3.Dot(to, direction);
        var miss = to.LengthSquared() - (closest * closest);
        var radius = set.Radius * 1.02f;
        if (miss > radius * radius) return null;
        var half = MathF.Sqrt((radius * radius) - miss);
        float t = MathF.Max(.002f, closest - half), end = closest + half, touch = .0003f * set.Radius;
        for (var step = 0; step < MostSteps && t < end; step++)
        {
            var at = from + (direction * t);
            var distance = photograph.Product.Stride(at);
            if (distance < touch) return at;
            t += distance;
        }

        return null;
    }

    private Vector3 Light(Vector3 at, Vector3 ray, int depth)
    {
        var surface = photograph.Product.SurfaceAt(at);
        var normal = photograph.Product.Normal(at);
        if (surface.Grain > 0)
        {
            var bump = new Vector3(Noise.Value(at * 34) - .5f, Noise.Value((at * 34) + new Vector3(9)) - .5f, Noise.Value((at * 34) + new Vector3(23)) - .5f);
            normal = Vector3.Normalize(normal + (bump * surface.Grain));
        }

        var colour = surface.Colour(at);
        var open = Openness(at, normal);
        var lit = Math.Max(0, Vector3.Dot(normal, set.Lamp)) * Sunlit(at + (normal * .01f));
        var around = set.Fill * open * (.72f + (.28f * normal.Y));
        var bounce = photograph.Scenery.Colour(new(at.X, -at.Z)) * (.22f * open * Math.Max(0, .5f - (.5f * normal.Y)));
        var mirrored = Vector3.Reflect(ray, normal);
        var grazing = MathF.Pow(1 - Math.Clamp(-Vector3.Dot(ray, normal), 0, 1), 5);
        var reflected = Room(at, mirrored, surface.Roughness, depth) * (.35f + (.65f * open));
        if (surface.Metal) return colour * reflected * (1 - (.15f * grazing));
        var gloss = (.04f + ((1 - .04f) * grazing * (1 - surface.Roughness))) * (1 - (surface.Roughness * .6f));
        return (colour * (new Vector3((set.Key * lit) + around) + bounce) * (1 - gloss)) + (reflected * gloss);
    }

    // What a mirror at this place would show: the ground, the lamp's cloth, a strip light, a darker room behind the camera.
    private Vector3 Room(Vector3 at, Vector3 direction, float roughness, int depth)
    {
        if (depth == 0 && roughness < .4f && March(at + (direction * .03f), direction) is { } other)
            return photograph.Product.SurfaceAt(other).Colour(other) * (set.Fill + (.3f * set.Key));
        var spread = .06f + (roughness * roughness * .8f);
        var lamp = MathF.Exp(-MathF.Pow((1 - Vector3.Dot(direction, set.Lamp)) / spread, 2)) * (3.2f / (1 + (8 * roughness * roughness)));
        var strip = MathF.Exp(-MathF.Pow((direction.X - (set.Lamp.X > 0 ? -.82f : .82f)) / (.16f + (roughness * .4f)), 2)) * (direction.Y > -.1f ? 1.1f : 0);
        var room = new Vector3(.16f + (.3f * Noise.Step(-.2f, .9f, direction.Y)) + lamp + strip);
        var (distance, place, normal) = direction.Y < .25f ? set.Ground(at, direction) : (float.MaxValue, default, default);
        if (distance > 60) return room;
        var ground = photograph.Scenery.Colour(place) * ((set.Key * Math.Max(0, Vector3.Dot(normal, set.Lamp))) + set.Fill) * (.55f + (.45f * Noise.Step(0, set.Radius * .8f, distance)));
        return Vector3.Lerp(room, ground, Noise.Step(.25f, .05f - (roughness * .2f), direction.Y));
    }

    private (Vector3 Light, float Share) GroundLight(Vector2 place, Vector3 at, Vector3 normal, float distance)
    {
        // Four samples over the pixel: patterns far away would flicker.
        var pixel = distance * .0016f;
        var colour = (photograph.Scenery.Colour(place + new Vector2(-pixel, -pixel)) + photograph.Scenery.Colour(place + new Vector2(pixel, -pixel))
            + photograph.Scenery.Colour(place + new Vector2(-pixel, pixel)) + photograph.Scenery.Colour(place + new Vector2(pixel, pixel))) / 4;
        var pool = MathF.Exp(-(at - set.Middle).LengthSquared() / (reach * reach * 3));
        float lamp = set.Key * Math.Max(.12f, Vector3.Dot(normal, set.Lamp)) * (.7f + (.3f * pool)), room = set.Fill * (.85f + (.15f * pool));
        var light = (lamp * Sunlit(at + (normal * .004f))) + (room * Openness(at, normal));
        return (colour * light, light / (lamp + room));
    }

    // The lamp has a size: the nearer a ray passes by, the less of it is seen.
    private float Sunlit(Vector3 from)
    {
        var to = set.Middle - from;
        var closest = Vector3.Dot(to, set.Lamp);
        var radius = set.Radius * 1.6f;
        var miss = to.LengthSquared() - (closest * closest);
        if (miss > radius * radius || closest + radius < 0) return 1;
        var light = 1f;
        var end = closest + MathF.Sqrt((radius * radius) - miss);
        for (float t = MathF.Max(.02f, closest - radius), step = 0; step < 56 && t < end; step++)
        {
            var distance = photograph.Product.Distance(from + (set.Lamp * t));
            light = MathF.Min(light, 7 * distance / t);
            if (light < .004f) return 0;
            t += Math.Clamp(distance, .03f, .6f);
        }

        return light * light * (3 - (2 * light));
    }

    private float Openness(Vector3 at, Vector3 normal)
    {
        if ((at - set.Middle).Length() > set.Radius + 1.5f) return 1; // the farthest sample is .96 away
        float closed = 0, weight = .45f;
        for (var i = 1; i <= 5; i++)
        {
            var away = .02f + (.075f * i * i * .5f);
            var from = at + (normal * away);
            closed += weight * MathF.Max(0, 1 - (MathF.Min(photograph.Product.Distance(from), from.Y + away) / away));
            weight *= .72f;
        }

        // A wall beside the place hides half of the room; what little stands over it hides the rest.
        return Math.Clamp(1 - (closed * .47f), .04f, 1);
    }
}
