using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Editing;

/// <summary>What a person would set, estimated from a small copy of the picture, so that a preview and the whole picture agree.</summary>
internal static class AutoTone
{
    private const int LongSide = 384;
    private const double NotClipped = .97;
    private const double NotBlack = .015;

    // Of ln(red/green) and ln(blue/green): beyond it nothing is taken for grey.
    private const double Farthest = 1.2;
    private const int Bins = 96;

    // How far light indoors and outdoors lies from neutral, in the same measure.
    private const double UsualSpread = .32;

    internal static ToneCurves Light(EditFrame frame, Lanes lanes)
    {
        var luminances = Colours(frame, lanes).Select(colour => .2126 * colour.Red + .7152 * colour.Green + .0722 * colour.Blue).Order().ToArray();
        if (luminances.Length == 0)
        {
            return ToneCurves.Same(value => value);
        }

        const double brightest = .88;
        var white = Math.Max(1e-4, luminances[(int)((luminances.Length - 1) * .995)]);
        var gain = Math.Pow(2, Math.Clamp(Math.Log2(brightest / white), -.5, 2));
        // The middle goes a third of the way to the middle grey and no farther than a gentle curve takes it.
        var middle = Math.Clamp(ToneCurves.Encode(luminances[luminances.Length / 2] * gain), .05, .95);
        var gamma = Math.Clamp(Math.Log(middle + (.5 - middle) / 3) / Math.Log(middle), .75, 1.2);
        return ToneCurves.Same(value => Math.Pow(Math.Clamp(ToneCurves.Encode(ToneCurves.Decode(value) * gain), 0, 1), gamma));
    }

    /// <summary>
    /// Finds the densest place of the picture's colours, without brightness, near to neutral: grey things of any brightness
    /// fall on one place there, a coloured product on another one. An average would follow the product.
    /// </summary>
    internal static ToneCurves WhiteBalance(EditFrame frame, Lanes lanes)
    {
        var colours = Colours(frame, lanes)
            .Where(colour => Math.Max(colour.Red, Math.Max(colour.Green, colour.Blue)) < NotClipped && colour.Green > NotBlack && colour.Red > NotBlack / 4 && colour.Blue > NotBlack / 4)
            .Select(colour => (Red: Math.Log(colour.Red / colour.Green), Blue: Math.Log(colour.Blue / colour.Green)))
            .Where(colour => Math.Abs(colour.Red) < Farthest && Math.Abs(colour.Blue) < Farthest).ToArray();
        if (colours.Length == 0)
        {
            return ToneCurves.Same(value => value);
        }

        var (red, blue) = Densest(colours);
        for (var width = .12; width > .03; width *= .8)
        {
            double weights = 0, reds = 0, blues = 0;
            foreach (var colour in colours)
            {
                var away = (colour.Red - red) * (colour.Red - red) + (colour.Blue - blue) * (colour.Blue - blue);
                var weight = Math.Exp(-away / (2 * width * width));
                (weights, reds, blues) = (weights + weight, reds + weight * colour.Red, blues + weight * colour.Blue);
            }

            if (weights < 1e-6)
            {
                break;
            }

            (red, blue) = (reds / weights, blues / weights);
        }

        return ToneCurves.Gains(-red, 0, -blue);
    }

    private static (double Red, double Blue) Densest((double Red, double Blue)[] colours)
    {
        var counts = new double[Bins * Bins];
        foreach (var (red, blue) in colours)
        {
            counts[Bin(red) + Bins * Bin(blue)]++;
        }

        var (best, at) = (-1.0, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            double near = 0, x = Middle(i % Bins), y = Middle(i / Bins);
            for (var dy = -2; dy <= 2; dy++)
            {
                for (var dx = -2; dx <= 2; dx++)
                {
                    int column = i % Bins + dx, row = i / Bins + dy;
                    near += column is >= 0 and < Bins && row is >= 0 and < Bins ? counts[row * Bins + column] * Math.Exp(-(dx * dx + dy * dy) / 3.0) : 0;
                }
            }

            near *= Math.Exp(-(x * x + y * y) / (2 * UsualSpread * UsualSpread));
            (best, at) = near > best ? (near, i) : (best, at);
        }

        return (Middle(at % Bins), Middle(at / Bins));

        static int Bin(double value) => Math.Clamp((int)((value + Farthest) / (2 * Farthest) * Bins), 0, Bins - 1);
        static double Middle(int bin) => (bin + .5) / Bins * 2 * Farthest - Farthest;
    }

    // In linear light; what is transparent says nothing.
    private static IEnumerable<(double Red, double Green, double Blue)> Colours(EditFrame frame, Lanes lanes)
    {
        var scale = Math.Min(1, (double)LongSide / frame.Size.LongSide);
        using var small = Resampler.Copied(frame, new(Math.Max(1, (int)Math.Round(frame.Width * scale)), Math.Max(1, (int)Math.Round(frame.Height * scale))), lanes);
        for (var i = 0; i < small.Buffer.Length; i += small.Bands)
        {
            if (small.Bands == 3 || small.Pixels[i + 3] > EditFrame.Levels / 2)
            {
                yield return (Light(small.Pixels[i]), Light(small.Pixels[i + 1]), Light(small.Pixels[i + 2]));
            }
        }

        static double Light(ushort value) => ToneCurves.Decode(value / 65535.0);
    }
}
