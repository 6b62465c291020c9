using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Video;

/// <summary>One frame: a 32-bit word a pixel, red in the lowest byte, the highest unused ("rgb0" to FFmpeg).</summary>
internal sealed class FrameBuffer(int width, int height)
{
    internal int Width => width;

    internal int Height => height;

    internal uint[] Pixels { get; } = new uint[width * height];

    /// <summary>Replaces <paramref name="share"/> of this frame by another, two channels a multiplication.</summary>
    internal void Mix(FrameBuffer other, double share, Lanes lanes)
    {
        var weight = (uint)Math.Clamp(share * 256 + .5, 0, 256);
        var rest = 256 - weight;
        lanes.Rows(height, y =>
        {
            var mine = Pixels.AsSpan(y * width, width);
            var theirs = other.Pixels.AsSpan(y * width, width);
            for (var x = 0; x < mine.Length; x++)
            {
                var even = ((mine[x] & 0x00FF00FFu) * rest + (theirs[x] & 0x00FF00FFu) * weight) >> 8 & 0x00FF00FFu;
                var odd = ((mine[x] >> 8 & 0x00FF00FFu) * rest + (theirs[x] >> 8 & 0x00FF00FFu) * weight) & 0xFF00FF00u;
                mine[x] = even | odd;
            }
        });
    }

    internal Raster ToRaster()
    {
        var pixels = new byte[width * height * 3];
        for (int i = 0, at = 0; i < Pixels.Length; i++)
        {
            pixels[at++] = (byte)Pixels[i];
            pixels[at++] = (byte)(Pixels[i] >> 8);
            pixels[at++] = (byte)(Pixels[i] >> 16);
        }

        return new Raster(pixels, width, height, 3);
    }
}
