using System.Numerics;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>Repeatable irregularity.</summary>
internal static class Noise
{
    /// <summary>0 to 1, constant within a cell.</summary>
    public static float Cell(int x, int y, int z = 0)
    {
        var hash = ((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u) ^ ((uint)z * 0xC2B2AE3Du);
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
        hash = (hash ^ (hash >> 12)) * 0x297A2D39u;
        return ((hash ^ (hash >> 15)) & 0xFFFFFF) / 16777216f;
    }

    /// <summary>0 to 1, smooth, with features of about one unit.</summary>
    public static float Value(Vector3 p)
    {
        int x = (int)MathF.Floor(p.X), y = (int)MathF.Floor(p.Y), z = (int)MathF.Floor(p.Z);
        float u = Ease(p.X - x), v = Ease(p.Y - y), w = Ease(p.Z - z);
        return Mix(Plane(z), Plane(z + 1), w);

        float Plane(int layer) => Mix(Mix(Cell(x, y, layer), Cell(x + 1, y, layer), u), Mix(Cell(x, y + 1, layer), Cell(x + 1, y + 1, layer), u), v);
    }

    /// <summary>Octaves of <see cref="Value"/>, 0 to 1.</summary>
    public static float Fractal(Vector3 p, int octaves)
    {
        float sum = 0, weight = .5f, total = 0;
        for (var i = 0; i < octaves; i++)
        {
            sum += weight * Value(p);
            total += weight;
            p *= 2.03f;
            weight /= 2;
        }

        return sum / total;
    }

    public static float Mix(float a, float b, float share) => a + ((b - a) * share);

    public static float Step(float from, float to, float x) => Ease(Math.Clamp((x - from) / (to - from), 0, 1));

    private static float Ease(float t) => t * t * (3 - (2 * t));
}
