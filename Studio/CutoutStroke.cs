using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace CommerceOS.Studio;

[JsonConverter(typeof(JsonStringEnumConverter<StrokeKind>))]
public enum StrokeKind
{
    /// <summary>This is the product.</summary>
    Keep,

    /// <summary>This is not.</summary>
    Erase,
}

/// <summary>
/// A line that a person drew over the photo to say what is product. A later stroke wins where two cross. Serialises to
/// JSON and back; taking a stroke back is a list without it.
/// </summary>
/// <param name="Kind">What the line marks.</param>
/// <param name="Radius">Half the line's width, as a share of the photo's longer side: .001 to .1.</param>
/// <param name="Points">1 to 500 points; the line is straight between them.</param>
public sealed record CutoutStroke(StrokeKind Kind, double Radius, IReadOnlyList<StrokePoint> Points)
{
    /// <summary>More strokes than this are refused.</summary>
    public const int MostStrokes = 100;

    public const int MostPoints = 500;

    /// <summary>Points of all strokes together.</summary>
    public const int MostPointsTogether = 10_000;

    public const double LeastRadius = .001;

    public const double MostRadius = .1;

    /// <exception cref="StudioParameterException">A stroke is outside the limits or the photo.</exception>
    internal static void Check(IReadOnlyList<CutoutStroke> strokes, int photoWidth, int photoHeight)
    {
        Ranges.Require("strokes", strokes.Count, 0, MostStrokes, "strokes");
        double longer = Math.Max(photoWidth, photoHeight);
        var together = 0;
        for (var k = 0; k < strokes.Count; k++)
        {
            var (kind, radius, points) = strokes[k];
            Ranges.RequireKnown($"strokes[{k}].kind", kind);
            Ranges.Require($"strokes[{k}].radius", radius, LeastRadius, MostRadius, "of the photo's longer side");
            Ranges.Require($"strokes[{k}].points", points?.Count ?? 0, 1, MostPoints, "points");
            for (var n = 0; n < points!.Count; n++)
            {
                Ranges.Require($"strokes[{k}].points[{n}].x", points[n].X, 0, photoWidth / longer, "of the photo's longer side");
                Ranges.Require($"strokes[{k}].points[{n}].y", points[n].Y, 0, photoHeight / longer, "of the photo's longer side");
            }

            together += points.Count;
        }

        Ranges.Require("strokes", together, 0, MostPointsTogether, "points in all strokes together");
    }
}

/// <summary>A place on the photo, from the top left, both as shares of the photo's longer side.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StrokePoint(double X, double Y);
