using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// One step of editing a photo. A list of them is applied in its order, from the master, so an edit is data: it can be
/// stored, shortened and applied again. Shares are of the frame that the steps before have left, from the top left.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CropStep), "crop")]
[JsonDerivedType(typeof(StraightenStep), "straighten")]
[JsonDerivedType(typeof(TurnStep), "turn")]
[JsonDerivedType(typeof(LightStep), "light")]
[JsonDerivedType(typeof(AutoLightStep), "auto-light")]
[JsonDerivedType(typeof(WhiteBalanceStep), "white-balance")]
[JsonDerivedType(typeof(AutoWhiteBalanceStep), "auto-white-balance")]
[JsonDerivedType(typeof(DenoiseStep), "denoise")]
[JsonDerivedType(typeof(SharpenStep), "sharpen")]
[JsonDerivedType(typeof(UpscaleStep), "upscale")]
[JsonDerivedType(typeof(BackgroundStep), "background")]
[JsonDerivedType(typeof(EraseStep), "erase")]
[JsonDerivedType(typeof(ResizeStep), "resize")]
[JsonDerivedType(typeof(OutputStep), "output")]
public abstract record EditStep
{
    /// <summary>More steps than this are refused.</summary>
    public const int MostSteps = 40;

    private protected EditStep()
    {
    }

    /// <param name="at">For example "steps[2]": the error names it.</param>
    /// <exception cref="StudioParameterException">A value is outside its range.</exception>
    internal virtual void Validate(string at)
    {
    }
}

/// <summary>Keeps a part of the frame.</summary>
public sealed record CropStep : EditStep
{
    public double Left { get; init; }

    public double Top { get; init; }

    /// <summary>Share of the frame's width, .01 to 1; left and width together at most 1.</summary>
    public double Width { get; init; } = 1;

    public double Height { get; init; } = 1;

    /// <summary>Width over height that the result has to have, 1/20 to 20: the part is cut down to it around its middle. Null keeps the part's own.</summary>
    public double? Aspect { get; init; }

    internal override void Validate(string at)
    {
        Ranges.Require(at + ".left", Left, 0, .99, "of the frame's width");
        Ranges.Require(at + ".top", Top, 0, .99, "of the frame's height");
        Ranges.Require(at + ".width", Width, .01, 1 - Left + 1e-9, "of the frame's width");
        Ranges.Require(at + ".height", Height, .01, 1 - Top + 1e-9, "of the frame's height");
        if (Aspect is { } aspect)
        {
            Ranges.Require(at + ".aspect", aspect, .05, 20, "(width over height)");
        }
    }
}

/// <summary>Turns the picture clockwise and keeps the largest upright part of the same shape that is covered.</summary>
public sealed record StraightenStep : EditStep
{
    public const double MostDegrees = 15;

    public double Degrees { get; init; }

    internal override void Validate(string at) => Ranges.Require(at + ".degrees", Degrees, -MostDegrees, MostDegrees, "degrees");
}

/// <summary>Quarter turns clockwise, then mirroring. Loses nothing.</summary>
public sealed record TurnStep : EditStep
{
    /// <summary>0 to 3.</summary>
    public int Quarters { get; init; }

    /// <summary>Exchanges left and right.</summary>
    public bool Mirror { get; init; }

    internal override void Validate(string at) => Ranges.Require(at + ".quarters", Quarters, 0, 3, "quarter turns");
}

/// <summary>Exposure in linear light, then contrast around the middle grey.</summary>
public sealed record LightStep : EditStep
{
    /// <summary>Stops, -3 to 3: each doubles or halves the light.</summary>
    public double Exposure { get; init; }

    /// <summary>-100 to 100 %.</summary>
    public double Contrast { get; init; }

    internal override void Validate(string at)
    {
        Ranges.Require(at + ".exposure", Exposure, -3, 3, "EV");
        Ranges.Require(at + ".contrast", Contrast, -100, 100, "%");
    }
}

/// <summary>Brings the brightest parts close to white and the middle towards the middle, by at most two stops.</summary>
public sealed record AutoLightStep : EditStep;

/// <summary>Gains of the channels in linear light; grey keeps its brightness.</summary>
public sealed record WhiteBalanceStep : EditStep
{
    /// <summary>-100 cooler (blue) to 100 warmer (amber).</summary>
    public double Temperature { get; init; }

    /// <summary>-100 greener to 100 more magenta.</summary>
    public double Tint { get; init; }

    internal override void Validate(string at)
    {
        Ranges.Require(at + ".temperature", Temperature, -100, 100, "(cooler to warmer)");
        Ranges.Require(at + ".tint", Tint, -100, 100, "(greener to more magenta)");
    }
}

/// <summary>Makes neutral what most of the picture's nearly grey parts agree to be grey.</summary>
public sealed record AutoWhiteBalanceStep : EditStep;

/// <summary>Removes noise and keeps edges; colour noise more than noise of brightness.</summary>
public sealed record DenoiseStep : EditStep
{
    /// <summary>1 to 100 %. 50 suits a photo in a dim room.</summary>
    public double Strength { get; init; } = 40;

    internal override void Validate(string at) => Ranges.Require(at + ".strength", Strength, 1, 100, "%");
}

/// <summary>Unsharp mask on lightness alone.</summary>
public sealed record SharpenStep : EditStep
{
    /// <summary>1 to 300 % of the difference to the blurred picture.</summary>
    public double Amount { get; init; } = 80;

    /// <summary>Of the blur (its sigma), .3 to 5 pixels of the finished size.</summary>
    public double Radius { get; init; } = 1;

    /// <summary>Differences below it stay, 0 to 20 of 100 levels of lightness.</summary>
    public double Threshold { get; init; } = 1;

    internal override void Validate(string at)
    {
        Ranges.Require(at + ".amount", Amount, 1, 300, "%");
        Ranges.Require(at + ".radius", Radius, .3, 5, "pixels");
        Ranges.Require(at + ".threshold", Threshold, 0, 20, "levels of lightness");
    }
}

/// <summary>Doubles width and height with a Lanczos filter. It adds pixels, not detail.</summary>
public sealed record UpscaleStep : EditStep;

/// <summary>The product, cut out, on a colour; or with transparency.</summary>
public sealed record BackgroundStep : EditStep
{
    /// <summary>"#rrggbb", or null for transparency.</summary>
    public string? Colour { get; init; } = "#ffffff";

    internal override void Validate(string at) => Ranges.RequireColour(at + ".colour", Colour);
}

/// <summary>Paints marked places over with patches of their surroundings.</summary>
public sealed record EraseStep : EditStep
{
    public const int MostStrokes = 100;
    public const int MostPoints = 500;

    /// <summary>Of all erase steps of a list together.</summary>
    public const int MostPointsTogether = 10_000;

    /// <summary>Share of the frame that one step may replace.</summary>
    public const double MostShare = .15;

    public required IReadOnlyList<EraseStroke> Strokes { get; init; }

    internal override void Validate(string at)
    {
        Ranges.Require(at + ".strokes", Strokes?.Count ?? 0, 1, MostStrokes, "strokes");
        for (var k = 0; k < Strokes!.Count; k++)
        {
            var here = $"{at}.strokes[{k}]";
            Ranges.Require(here + ".radius", Strokes[k]?.Radius ?? double.NaN, EraseStroke.LeastRadius, EraseStroke.MostRadius, "of the frame's longer side");
            Ranges.Require(here + ".points", Strokes[k].Points?.Count ?? 0, 1, MostPoints, "points");
            for (var n = 0; n < Strokes[k].Points!.Count; n++)
            {
                Ranges.Require($"{here}.points[{n}].x", Strokes[k].Points[n].X, 0, 1, "of the frame's longer side");
                Ranges.Require($"{here}.points[{n}].y", Strokes[k].Points[n].Y, 0, 1, "of the frame's longer side");
            }
        }
    }
}

/// <param name="Radius">Half the line's width, as a share of the frame's longer side: .002 to .1.</param>
/// <param name="Points">1 to 500; the line is straight between them.</param>
public sealed record EraseStroke(double Radius, IReadOnlyList<EditPoint> Points)
{
    public const double LeastRadius = .002;
    public const double MostRadius = .1;
}

/// <summary>A place in the frame, from the top left, both as shares of its longer side.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EditPoint(double X, double Y);

[JsonConverter(typeof(JsonStringEnumConverter<ResizeFit>))]
public enum ResizeFit
{
    /// <summary>All of the picture, in the middle of a box that is filled up with a colour or transparency.</summary>
    Contain,

    /// <summary>Fills the box; what is too much is cut off on both sides.</summary>
    Cover,

    /// <summary>As large as fits into the box, and the picture ends where it ends.</summary>
    Max,
}

public sealed record ResizeStep : EditStep
{
    public const int MostPixels = 8000;

    /// <summary>Of the box, 16 to 8000.</summary>
    public int Width { get; init; } = 2000;

    public int Height { get; init; } = 2000;

    public ResizeFit Fit { get; init; }

    /// <summary>Of what <see cref="ResizeFit.Contain"/> fills up, "#rrggbb"; null for transparency.</summary>
    public string? Colour { get; init; } = "#ffffff";

    /// <summary>Share of the box's shorter side that <see cref="ResizeFit.Contain"/> leaves free on every side, 0 to .3.</summary>
    public double Margin { get; init; }

    internal override void Validate(string at)
    {
        Ranges.Require(at + ".width", Width, 16, MostPixels, "pixels");
        Ranges.Require(at + ".height", Height, 16, MostPixels, "pixels");
        Ranges.RequireKnown(at + ".fit", Fit);
        Ranges.RequireColour(at + ".colour", Colour);
        Ranges.Require(at + ".margin", Margin, 0, .3, "of the shorter side");
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<EditFormat>))]
public enum EditFormat
{
    Jpeg,
    Png,
    WebP,
    Avif,
}

/// <summary>The file. Only as the last step; without one it is a JPEG, or a PNG where there is transparency.</summary>
public sealed record OutputStep : EditStep
{
    public EditFormat Format { get; init; }

    /// <summary>Of JPEG, WebP and AVIF. Default 90, range 40 to 100. JPEG shows white where there was transparency.</summary>
    public int Quality { get; init; } = 90;

    /// <summary>The quality is lowered, down to 40, until the file is no larger; 10 KiB to 100 MB, or null.</summary>
    public int? MaxBytes { get; init; }

    internal override void Validate(string at)
    {
        Ranges.RequireKnown(at + ".format", Format);
        Ranges.Require(at + ".quality", Quality, 40, 100, "of quality");
        if (MaxBytes is { } bytes)
        {
            Ranges.Require(at + ".maxBytes", bytes, 10_240, 100_000_000, "bytes");
        }
    }
}
