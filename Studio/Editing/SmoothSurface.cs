using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// The light and the gradients of a picture: its mean around each pixel outside of a hole, and inside the surface that
/// spans it like a membrane from edge to edge.
/// </summary>
internal static class SmoothSurface
{
    private const int Sweeps = 160;

    internal static float[] Of(float[] picture, bool[] hole, PixelSize size, int radius, Lanes lanes)
    {
        var known = Array.ConvertAll(hole, marked => marked ? 0f : 1f);
        var weights = Twice(known, size, radius, lanes);
        var surface = new float[picture.Length];
        for (var c = 0; c < 3; c++)
        {
            var plane = new float[hole.Length];
            for (var i = 0; i < hole.Length; i++)
            {
                plane[i] = hole[i] ? 0 : picture[i * 3 + c];
            }

            plane = Twice(plane, size, radius, lanes);
            for (var i = 0; i < hole.Length; i++)
            {
                surface[i * 3 + c] = weights[i] > 1e-4f ? plane[i] / weights[i] : .5f;
            }
        }

        Span(surface, hole, size);
        return surface;
    }

    /// <summary>
    /// What has to be added inside a hole that was filled with a picture so that it meets its edge; nothing outside. A large
    /// difference at the edge is an outline and stays.
    /// </summary>
    internal static float[] Mismatch(float[] filled, bool[] hole, PixelSize size)
    {
        const float most = .05f;
        var surface = new float[filled.Length];
        var inner = (bool[])hole.Clone();
        for (var y = 0; y < size.Height; y++)
        {
            for (var x = 0; x < size.Width; x++)
            {
                var i = y * size.Width + x;
                var outside = !hole[i] ? -1
                    : x > 0 && !hole[i - 1] ? i - 1 : x < size.Width - 1 && !hole[i + 1] ? i + 1
                    : y > 0 && !hole[i - size.Width] ? i - size.Width : y < size.Height - 1 && !hole[i + size.Width] ? i + size.Width : -1;
                if (outside < 0)
                {
                    continue;
                }

                inner[i] = false;
                for (var c = 0; c < 3; c++)
                {
                    var difference = filled[outside * 3 + c] - filled[i * 3 + c];
                    surface[i * 3 + c] = Math.Abs(difference) > most ? 0 : difference;
                }
            }
        }

        Span(surface, inner, size);
        return surface;
    }

    /// <summary>Between the pixels' middles.</summary>
    internal static void At(float[] surface, PixelSize size, double x, double y, Span<float> value)
    {
        int column = (int)Math.Floor(x), row = (int)Math.Floor(y);
        float right = (float)(x - column), below = (float)(y - row);
        value.Clear();
        for (var corner = 0; corner < 4; corner++)
        {
            var at = (Math.Clamp(row + (corner >> 1), 0, size.Height - 1) * size.Width + Math.Clamp(column + (corner & 1), 0, size.Width - 1)) * 3;
            var weight = ((corner & 1) == 1 ? right : 1 - right) * (corner >> 1 == 1 ? below : 1 - below);
            value[0] += surface[at] * weight;
            value[1] += surface[at + 1] * weight;
            value[2] += surface[at + 2] * weight;
        }
    }

    /// <summary>The mean around each pixel.</summary>
    internal static float[] Mean(float[] picture, PixelSize size, int radius, Lanes lanes)
    {
        var mean = new float[picture.Length];
        var plane = new float[picture.Length / 3];
        for (var c = 0; c < 3; c++)
        {
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] = picture[i * 3 + c];
            }

            var smooth = Twice(plane, size, radius, lanes);
            for (var i = 0; i < plane.Length; i++)
            {
                mean[i * 3 + c] = smooth[i];
            }
        }

        return mean;
    }

    private static float[] Twice(float[] plane, PixelSize size, int radius, Lanes lanes) =>
        BoxFilter.Mean(BoxFilter.Mean(plane, size.Width, size.Height, radius, lanes), size.Width, size.Height, radius, lanes);

    // Laplace's equation, over-relaxed. The frame's edge is no boundary: there the surface goes on as it is.
    private static void Span(float[] surface, bool[] hole, PixelSize size)
    {
        const float relaxation = 1.9f;
        var inside = Enumerable.Range(0, hole.Length).Where(i => hole[i]).ToArray();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var n = 0; n < inside.Length; n++)
            {
                var i = inside[sweep % 2 == 0 ? n : inside.Length - 1 - n];
                int x = i % size.Width, y = i / size.Width;
                int left = x > 0 ? i - 1 : i + 1, right = x < size.Width - 1 ? i + 1 : i - 1;
                int above = y > 0 ? i - size.Width : i + size.Width, below = y < size.Height - 1 ? i + size.Width : i - size.Width;
                for (var c = 0; c < 3; c++)
                {
                    var mean = (surface[left * 3 + c] + surface[right * 3 + c] + surface[above * 3 + c] + surface[below * 3 + c]) / 4;
                    surface[i * 3 + c] += relaxation * (mean - surface[i * 3 + c]);
                }
            }
        }
    }
}
