namespace CommerceOS.Studio.Rendering;

/// <summary>
/// Film grain of about one level: without it 8-bit gradients show bands. A hash of place and seed, so the same seed gives
/// the same image on any number of threads.
/// </summary>
internal static class Grain
{
    internal const float Levels = 1.9f;

    /// <summary>-1 to 1, triangular.</summary>
    internal static float At(int x, int y, int seed) => Hash(x, y, seed) + Hash(x + 7919, y + 104729, seed) - 1;

    private static float Hash(int x, int y, int seed)
    {
        unchecked
        {
            var h = (uint)x * 374761393u + (uint)y * 668265263u + (uint)seed * 2246822519u;
            h = (h ^ (h >> 13)) * 1274126177u;
            return ((h ^ (h >> 16)) & 0xffffff) / 16777215f;
        }
    }
}
