using System.Numerics;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>What a part looks like.</summary>
/// <param name="Colour">Reflected share of red, green and blue (linear light) at a point of the product.</param>
/// <param name="Roughness">0 is a mirror, 1 is chalk.</param>
/// <param name="Metal">True for bare metal: no colour of its own under the reflections.</param>
/// <param name="Grain">How uneven the surface is: leather, weave, cast iron.</param>
internal sealed record Surface(Func<Vector3, Vector3> Colour, float Roughness = .5f, bool Metal = false, float Grain = 0)
{
    public static Surface Plain(Vector3 colour, float roughness = .5f, float grain = 0) => new(_ => colour, roughness, Grain: grain);

    public static Surface Metallic(Vector3 colour, float roughness = .25f) => new(_ => colour, roughness, Metal: true);

    /// <summary>Woven or felted: the colour varies from thread to thread.</summary>
    public static Surface Cloth(Vector3 colour, float threads = 60) => new(
        p => colour * (.72f + (.28f * MathF.Abs(MathF.Sin(p.X * threads) * MathF.Sin((p.Y + (p.Z * .7f)) * threads)))) * (.9f + (.2f * Noise.Value(p * 6))), .95f, Grain: .25f);

    /// <summary>The base with a printed panel: a headline, lines of small print and a bar code, by height and by angle or x.</summary>
    public Surface Printed(Vector3 paper, Vector3 ink, float low, float high, float left, float right, bool around) => this with
    {
        Colour = p =>
        {
            var across = around ? MathF.Atan2(p.X, p.Z) : p.X;
            if (p.Y < low || p.Y > high || across < left || across > right || p.Z < 0) return Colour(p);
            float u = (across - left) / (right - left), v = (p.Y - low) / (high - low);
            var headline = v is > .68f and < .84f && u is > .1f and < .8f && Noise.Cell((int)(u * 24), 3) > .3f;
            var small = v is > .38f and < .6f && u is > .1f and < .9f && (int)(v * 40) % 3 == 0 && Noise.Cell((int)(u * 60), (int)(v * 40)) > .35f;
            var bars = v is > .08f and < .28f && u is > .55f and < .92f && Noise.Cell((int)(u * 90), 9) > .45f;
            return headline || small || bars ? ink : paper;
        },
    };

    /// <summary>Another colour below or above a height.</summary>
    public Surface Stripe(Vector3 colour, float low, float high) => this with { Colour = p => p.Y >= low && p.Y <= high ? colour : Colour(p) };
}

/// <summary>A part of a product.</summary>
internal sealed record Part(Shape Shape, Surface Surface);

/// <summary>An invented product.</summary>
/// <param name="Name">For file names.</param>
/// <param name="Main">Its main colour: the backdrop that resembles it is made of it.</param>
internal sealed record Product(string Name, Vector3 Main, params Part[] Parts)
{
    public float Distance(Vector3 p)
    {
        var nearest = float.MaxValue;
        foreach (var part in Parts)
        {
            if ((p - part.Shape.Middle).Length() - part.Shape.Radius < nearest) nearest = MathF.Min(nearest, part.Shape.Distance(p));
        }

        return nearest;
    }

    /// <summary>How far a ray may go from here without missing anything: up to <see cref="Distance"/>, and cheaper.</summary>
    public float Stride(Vector3 p)
    {
        var nearest = float.MaxValue;
        foreach (var part in Parts)
        {
            var ball = (p - part.Shape.Middle).Length() - part.Shape.Radius;
            if (ball < nearest) nearest = MathF.Min(nearest, ball > .25f ? ball : part.Shape.Distance(p));
        }

        return nearest;
    }

    /// <summary>The smallest upright box around it, found by looking at a grid of points.</summary>
    public (Vector3 Low, Vector3 High) Bounds()
    {
        const int cells = 56;
        Vector3 low = new(float.MaxValue), high = new(float.MinValue);
        foreach (var part in Parts)
        {
            low = Vector3.Min(low, part.Shape.Middle - new Vector3(part.Shape.Radius));
            high = Vector3.Max(high, part.Shape.Middle + new Vector3(part.Shape.Radius));
        }

        low.Y = MathF.Max(low.Y, 0);
        var cell = (high - low) / cells;
        Vector3 least = new(float.MaxValue), most = new(float.MinValue);
        for (var i = 0; i < cells * cells * cells; i++)
        {
            var at = low + (cell * new Vector3((i % cells) + .5f, (i / cells % cells) + .5f, (i / cells / cells) + .5f));
            if (Distance(at) > cell.Length() / 2) continue;
            least = Vector3.Min(least, at - (cell / 2));
            most = Vector3.Max(most, at + (cell / 2));
        }

        return (least, most);
    }

    public Surface SurfaceAt(Vector3 p) => Parts.MinBy(part => part.Shape.Distance(p))!.Surface;

    public Vector3 Normal(Vector3 p)
    {
        const float h = 8e-4f;
        var normal = Vector3.Zero;
        foreach (var corner in (ReadOnlySpan<Vector3>)[new(1, -1, -1), new(-1, -1, 1), new(-1, 1, -1), new(1, 1, 1)]) normal += corner * Distance(p + (corner * h));
        return Vector3.Normalize(normal);
    }
}
