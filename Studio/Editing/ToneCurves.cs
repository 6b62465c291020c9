namespace CommerceOS.Studio.Editing;

/// <summary>
/// A change of tone, one table a channel from 16 bits to 16 bits. Exposure and white balance are computed in linear light
/// (IEC 61966-2-1) and looked up, which is exact and quick; two of them after each other are one.
/// </summary>
internal sealed record ToneCurves(ushort[] Red, ushort[] Green, ushort[] Blue)
{
    private const int Most = EditFrame.Levels - 1;

    internal static ToneCurves Light(LightStep step)
    {
        var gain = Math.Pow(2, step.Exposure);
        var contrast = step.Contrast / 100;
        return Same(value => Contrasted(Encode(Decode(value) * gain), contrast));
    }

    internal static ToneCurves Balance(WhiteBalanceStep step)
    {
        const double strongest = .35, strongestTint = .25;
        double warm = step.Temperature / 100 * strongest, green = -step.Tint / 100 * strongestTint;
        return Gains(warm - green / 2, green, -warm - green / 2);
    }

    /// <param name="red">Natural logarithm of the gain in linear light; the three are shifted so that grey keeps its brightness.</param>
    internal static ToneCurves Gains(double red, double green, double blue)
    {
        double r = Math.Exp(red), g = Math.Exp(green), b = Math.Exp(blue);
        var luminance = .2126 * r + .7152 * g + .0722 * b;
        return new(Curve(value => Encode(Decode(value) * r / luminance)), Curve(value => Encode(Decode(value) * g / luminance)), Curve(value => Encode(Decode(value) * b / luminance)));
    }

    internal static ToneCurves Same(Func<double, double> change)
    {
        var curve = Curve(change);
        return new(curve, curve, curve);
    }

    internal ToneCurves Then(ToneCurves next) => new(Chain(Red, next.Red), Chain(Green, next.Green), Chain(Blue, next.Blue));

    internal static double Decode(double value) => value <= .04045 ? value / 12.92 : Math.Pow((value + .055) / 1.055, 2.4);

    internal static double Encode(double light) => light <= .0031308 ? light * 12.92 : 1.055 * Math.Pow(light, 1 / 2.4) - .055;

    // An S around the middle, whose ends stay; or a flatter line through it.
    private static double Contrasted(double value, double contrast)
    {
        var v = Math.Clamp(value, 0, 1);
        return contrast >= 0 ? v + contrast * (v * v * (3 - 2 * v) - v) : .5 + (v - .5) * (1 + contrast / 2);
    }

    private static ushort[] Chain(ushort[] first, ushort[] second) => Array.ConvertAll(first, value => second[value]);

    private static ushort[] Curve(Func<double, double> change)
    {
        var curve = new ushort[EditFrame.Levels];
        for (var i = 0; i < curve.Length; i++)
        {
            curve[i] = (ushort)Math.Round(Math.Clamp(change((double)i / Most), 0, 1) * Most);
        }

        return curve;
    }
}
