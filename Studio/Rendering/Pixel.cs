namespace CommerceOS.Studio.Rendering;

/// <summary>Writes colours into 8-bit pixels.</summary>
internal static class Pixel
{
    internal static void Write(byte[] pixels, int at, Tint colour)
    {
        pixels[at] = Level(colour.Red);
        pixels[at + 1] = Level(colour.Green);
        pixels[at + 2] = Level(colour.Blue);
    }

    private static byte Level(float value) => (byte)Math.Clamp(value + .5f, 0, 255);
}
