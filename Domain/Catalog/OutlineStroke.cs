using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace CommerceOS.Domain.Catalog;

[JsonConverter(typeof(JsonStringEnumConverter<OutlineMark>))]
public enum OutlineMark
{
    /// <summary>This is the product.</summary>
    Keep,

    /// <summary>This is not.</summary>
    Erase,
}

/// <summary>A place on a photo, from the top left, both as shares of its longer side.</summary>
public sealed record OutlinePoint(double X, double Y);

/// <summary>A line that a person drew over a photo to say what is product. A later one wins where two cross.</summary>
/// <param name="Radius">Half the line's width, as a share of the photo's longer side.</param>
public sealed record OutlineStroke(OutlineMark Mark, double Radius, IReadOnlyList<OutlinePoint> Points);

/// <summary>The strokes of a photo: what is allowed, and which list is the same as which.</summary>
public static class OutlineStrokes
{
    public const int MostStrokes = 100;
    public const int MostPoints = 500;
    public const int MostPointsTogether = 10_000;
    public const double LeastRadius = .001;
    public const double MostRadius = .1;

    // Of a share: 1/25 of a pixel of the largest photo. Finer differences are no other outline and only make the column longer.
    private const int Digits = 5;

    private static readonly string[] Marks = ["keep", "erase"];

    /// <summary>Checks what a client sent for a photo of this size. The strokes come back rounded, so that the same drawing is the same list.</summary>
    public static (IReadOnlyList<OutlineStroke> Strokes, IReadOnlyList<FieldError> Errors) Check(
        IReadOnlyList<(string? Mark, double? Radius, IReadOnlyList<(double? X, double? Y)>? Points)>? strokes, int photoWidth, int photoHeight)
    {
        if (strokes is null) return ([], [FieldError.Required("strokes")]);
        if (strokes.Count > MostStrokes) return ([], [FieldError.TooMany("strokes", MostStrokes, strokes.Count)]);
        var together = strokes.Sum(s => s.Points?.Count ?? 0);
        if (together > MostPointsTogether)
        {
            return ([], [FieldError.Wrong("strokes", "too_many_points", string.Create(CultureInfo.InvariantCulture, $"at most {MostPointsTogether} points in all strokes together"), Text(together))]);
        }
        double longer = Math.Max(photoWidth, photoHeight);
        var (right, bottom) = (photoWidth / longer, photoHeight / longer);
        var good = new List<OutlineStroke>(strokes.Count);
        var errors = new List<FieldError>();
        foreach (var (n, (mark, radius, points)) in strokes.Index())
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"strokes[{n}]");
            if (!Marks.Contains(mark)) errors.Add(FieldError.OneOf(field + ".mark", Marks, mark));
            CheckShare(field + ".radius", radius, LeastRadius, MostRadius, errors);
            if (points is null or { Count: 0 }) errors.Add(FieldError.Required(field + ".points"));
            else if (points.Count > MostPoints) errors.Add(FieldError.TooMany(field + ".points", MostPoints, points.Count));
            else if (FirstOutside(points, right, bottom) is { } outside)
            {
                // One of them tells enough: a line that leaves the photo leaves it with many points.
                CheckShare(string.Create(CultureInfo.InvariantCulture, $"{field}.points[{outside}].x"), points[outside].X, 0, right, errors);
                CheckShare(string.Create(CultureInfo.InvariantCulture, $"{field}.points[{outside}].y"), points[outside].Y, 0, bottom, errors);
            }
            if (errors.Count > 0) continue;
            good.Add(new(
                mark == Marks[0] ? OutlineMark.Keep : OutlineMark.Erase, Math.Round(radius!.Value, Digits),
                // Rounding must not push a point over the edge that it was inside of.
                [.. points!.Select(p => new OutlinePoint(Math.Min(Math.Round(p.X!.Value, Digits), right), Math.Min(Math.Round(p.Y!.Value, Digits), bottom)))]));
        }
        return errors.Count > 0 ? ([], errors) : (good, []);
    }

    /// <summary>Names a list of strokes: 32 hexadecimal digits, the same for the same strokes in the same order; null for none.</summary>
    public static string? HashOf(IReadOnlyList<OutlineStroke> strokes)
    {
        if (strokes.Count == 0) return null;
        var text = new StringBuilder();
        foreach (var stroke in strokes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{stroke.Mark} {stroke.Radius:R}");
            foreach (var point in stroke.Points) text.Append(CultureInfo.InvariantCulture, $" {point.X:R},{point.Y:R}");
            text.Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private static int? FirstOutside(IReadOnlyList<(double? X, double? Y)> points, double right, double bottom)
    {
        for (var i = 0; i < points.Count; i++)
        {
            if (!(points[i].X >= 0 && points[i].X <= right && points[i].Y >= 0 && points[i].Y <= bottom)) return i;
        }
        return null;
    }

    // Written so that NaN is outside.
    private static void CheckShare(string field, double? value, double least, double most, List<FieldError> errors)
    {
        if (value is null) errors.Add(FieldError.Required(field));
        else if (!(value >= least && value <= most))
        {
            errors.Add(FieldError.Wrong(field, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"{least} to {most:0.#####} of the photo's longer side"), Text(value.Value)));
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
