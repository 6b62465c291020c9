namespace CommerceOS.Studio.Scenes;

/// <summary>
/// Smooth random fields of place and seed. Octaves finer than what the eye could resolve at a place are left out, so that
/// distant and blurred surfaces neither flicker nor cost time.
/// </summary>
internal static class Noise
{
    private const int Directions = 32;
    private static readonly float[] Eastward = [.. Enumerable.Range(0, Directions).Select(i => 1.45f * MathF.Cos(i * MathF.Tau / Directions))];
    private static readonly float[] Southward = [.. Enumerable.Range(0, Directions).Select(i => 1.45f * MathF.Sin(i * MathF.Tau / Directions))];

    /// <summary>Gradient noise, about -1 to 1, features of size 1.</summary>
    internal static float At(float x, float y, int seed)
    {
        int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y);
        float u = x - left, v = y - top;
        float a = Slope(left, top, seed, u, v), b = Slope(left + 1, top, seed, u - 1, v);
        float c = Slope(left, top + 1, seed, u, v - 1), d = Slope(left + 1, top + 1, seed, u - 1, v - 1);
        float across = Ease(u), down = Ease(v);
        var above = a + (b - a) * across;
        return above + (c + (d - c) * across - above) * down;
    }

    /// <summary>Several octaves, each twice as fine and half as strong.</summary>
    /// <param name="blur">Size of what cannot be resolved, in the same unit as the place.</param>
    internal static float Octaves(float x, float y, int octaves, int seed, float blur = 0)
    {
        float sum = 0, strength = .55f, frequency = 1;
        for (var octave = 0; octave < octaves; octave++)
        {
            var seen = Resolved(frequency, blur);
            if (seen <= 0)
            {
                break;
            }

            sum += strength * seen * At(x * frequency + octave * 17.3f, y * frequency - octave * 9.1f, seed + octave * 131);
            strength *= .5f;
            frequency *= 2.03f;
        }

        return sum;
    }

    /// <summary>How much of a pattern of this frequency is left at this blur: 1 all, 0 nothing.</summary>
    internal static float Resolved(float frequency, float blur) => Math.Clamp(1.5f - 1.9f * frequency * blur, 0, 1);

    /// <summary>0 to 1, one value a place.</summary>
    internal static float Hash(int x, int y, int seed) => (Mix(x, y, seed) & 0xffffff) / 16777215f;

    private static float Ease(float t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static float Slope(int x, int y, int seed, float u, float v)
    {
        var direction = (int)(Mix(x, y, seed) >> 8) & (Directions - 1);
        return Eastward[direction] * u + Southward[direction] * v;
    }

    private static uint Mix(int x, int y, int seed)
    {
        unchecked
        {
            var h = (uint)x * 0x9E3779B1u ^ (uint)y * 0x85EBCA77u ^ (uint)seed * 0xC2B2AE3Du;
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            return h ^ (h >> 15);
        }
    }
}
