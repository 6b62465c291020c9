using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// Noise and sharpness, on luma and two differences of colour. Works in bands of rows with a margin, so that memory does
/// not grow with the picture; the bands are the same on any number of threads.
/// </summary>
internal static class Detail
{
    private const int RowsAtOnce = 384;

    // Of the full range of a channel, at a strength of 100 %.
    private const float StrongestNoise = .075f;

    internal static EditFrame Denoise(EditFrame frame, DenoiseStep step, Lanes lanes)
    {
        // A preview's pixels are means of several, which have less noise.
        var noise = StrongestNoise * (float)step.Strength / 100 * (float)Math.Min(1, frame.Scale);
        int fine = Math.Max(1, (int)Math.Round(3 * frame.Scale)), coarse = Math.Max(1, (int)Math.Round(8 * frame.Scale));
        return InBands(frame, 2 * coarse + 2, lanes, planes =>
        {
            var (width, height) = (planes.Width, planes.Height);
            // Single pixels that nothing around them explains: the smoothing below would take them for detail.
            var luma = Despeckled(planes.Luma, width, height, 3 * noise, lanes);
            return planes with
            {
                Luma = Guided(luma, width, height, fine, noise * noise, lanes),
                Blue = Guided(Despeckled(planes.Blue, width, height, 0, lanes), width, height, coarse, 6 * noise * noise, lanes),
                Red = Guided(Despeckled(planes.Red, width, height, 0, lanes), width, height, coarse, 6 * noise * noise, lanes),
            };
        });
    }

    internal static EditFrame Sharpen(EditFrame frame, SharpenStep step, Lanes lanes)
    {
        const float mostHalo = .2f;
        var sigma = step.Radius * frame.Scale;
        var kernel = Gaussian(sigma);
        float amount = (float)step.Amount / 100, threshold = (float)step.Threshold / 100;
        return InBands(frame, kernel.Length / 2 + 1, lanes, planes =>
        {
            var blurred = Blur(planes.Luma, planes.Width, planes.Height, kernel, lanes);
            var sharp = new float[blurred.Length];
            lanes.Rows(planes.Height, y =>
            {
                for (var i = y * planes.Width; i < (y + 1) * planes.Width; i++)
                {
                    var difference = planes.Luma[i] - blurred[i];
                    var beyond = MathF.CopySign(Math.Max(0, Math.Abs(difference) - threshold), difference);
                    sharp[i] = planes.Luma[i] + Math.Clamp(beyond * amount, -mostHalo, mostHalo);
                }
            });
            return planes with { Luma = sharp };
        });
    }

    // A picture as a linear function of itself around each pixel (He, Sun and Tang, 2013): where it varies by less than the
    // noise the function is a mean, at edges it is the picture.
    private static float[] Guided(float[] plane, int width, int height, int radius, float noise, Lanes lanes)
    {
        var mean = BoxFilter.Mean(plane, width, height, radius, lanes);
        var squares = new float[plane.Length];
        lanes.Rows(height, y =>
        {
            for (var i = y * width; i < (y + 1) * width; i++)
            {
                squares[i] = plane[i] * plane[i];
            }
        });
        var slopes = BoxFilter.Mean(squares, width, height, radius, lanes);
        var offsets = squares;
        lanes.Rows(height, y =>
        {
            for (var i = y * width; i < (y + 1) * width; i++)
            {
                var variance = Math.Max(0, slopes[i] - mean[i] * mean[i]);
                // What the noise itself adds to the variance is no detail.
                slopes[i] = Math.Max(0, variance - noise) / (Math.Max(0, variance - noise) + noise + 1e-9f);
                offsets[i] = mean[i] * (1 - slopes[i]);
            }
        });
        slopes = BoxFilter.Mean(slopes, width, height, radius, lanes);
        offsets = BoxFilter.Mean(offsets, width, height, radius, lanes);
        lanes.Rows(height, y =>
        {
            for (var i = y * width; i < (y + 1) * width; i++)
            {
                slopes[i] = slopes[i] * plane[i] + offsets[i];
            }
        });
        return slopes;
    }

    // The median of nine where a pixel is farther from it than the threshold.
    private static float[] Despeckled(float[] plane, int width, int height, float threshold, Lanes lanes)
    {
        var result = new float[plane.Length];
        lanes.Rows(height, y =>
        {
            Span<float> nine = stackalloc float[9];
            for (var x = 0; x < width; x++)
            {
                var n = 0;
                for (var dy = -1; dy <= 1; dy++)
                {
                    var row = Math.Clamp(y + dy, 0, height - 1) * width;
                    for (var dx = -1; dx <= 1; dx++)
                    {
                        nine[n++] = plane[row + Math.Clamp(x + dx, 0, width - 1)];
                    }
                }

                var here = plane[y * width + x];
                nine.Sort();
                result[y * width + x] = Math.Abs(here - nine[4]) > threshold ? nine[4] : here;
            }
        });
        return result;
    }

    private static float[] Blur(float[] plane, int width, int height, float[] kernel, Lanes lanes)
    {
        var reach = kernel.Length / 2;
        var rows = new float[plane.Length];
        lanes.Rows(height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0f;
                for (var n = -reach; n <= reach; n++)
                {
                    sum += plane[y * width + Math.Clamp(x + n, 0, width - 1)] * kernel[n + reach];
                }

                rows[y * width + x] = sum;
            }
        });
        var result = new float[plane.Length];
        lanes.Rows(height, y =>
        {
            for (var n = -reach; n <= reach; n++)
            {
                var row = Math.Clamp(y + n, 0, height - 1) * width;
                var weight = kernel[n + reach];
                for (var x = 0; x < width; x++)
                {
                    result[y * width + x] += rows[row + x] * weight;
                }
            }
        });
        return result;
    }

    private static float[] Gaussian(double sigma)
    {
        var reach = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var weights = new double[2 * reach + 1];
        for (var n = -reach; n <= reach; n++)
        {
            weights[n + reach] = Math.Exp(-n * n / (2 * sigma * sigma));
        }

        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }

    private static EditFrame InBands(EditFrame frame, int margin, Lanes lanes, Func<Planes, Planes> work)
    {
        var pixels = new ushort[frame.Pixels.Length];
        for (var first = 0; first < frame.Height; first += RowsAtOnce)
        {
            var last = Math.Min(frame.Height, first + RowsAtOnce);
            int top = Math.Max(0, first - margin), bottom = Math.Min(frame.Height, last + margin);
            var done = work(Planes.Of(frame, top, bottom, lanes));
            lanes.Rows(last - first, row => done.Store(frame, pixels, first + row, first + row - top));
        }

        return frame.With(pixels);
    }

    /// <summary>Luma and two differences of colour, 0 to 1, of some rows.</summary>
    private sealed record Planes(float[] Luma, float[] Blue, float[] Red, int Width, int Height)
    {
        internal static Planes Of(EditFrame frame, int top, int bottom, Lanes lanes)
        {
            int width = frame.Width, bands = frame.Bands, height = bottom - top;
            var planes = new Planes(new float[width * height], new float[width * height], new float[width * height], width, height);
            lanes.Rows(height, y =>
            {
                for (var x = 0; x < width; x++)
                {
                    int from = ((top + y) * width + x) * bands, to = y * width + x;
                    float red = frame.Pixels[from] / 65535f, green = frame.Pixels[from + 1] / 65535f, blue = frame.Pixels[from + 2] / 65535f;
                    var luma = .2126f * red + .7152f * green + .0722f * blue;
                    (planes.Luma[to], planes.Blue[to], planes.Red[to]) = (luma, blue - luma, red - luma);
                }
            });
            return planes;
        }

        internal void Store(EditFrame frame, ushort[] pixels, int y, int row)
        {
            for (var x = 0; x < Width; x++)
            {
                int from = row * Width + x, to = (y * Width + x) * frame.Bands;
                float luma = Luma[from], red = luma + Red[from], blue = luma + Blue[from];
                var green = (luma - .2126f * red - .0722f * blue) / .7152f;
                (pixels[to], pixels[to + 1], pixels[to + 2]) = (Level(red), Level(green), Level(blue));
                if (frame.Bands == 4)
                {
                    pixels[to + 3] = frame.Pixels[to + 3];
                }
            }
        }

        private static ushort Level(float value) => (ushort)Math.Clamp(value * 65535 + .5f, 0, 65535);
    }
}
