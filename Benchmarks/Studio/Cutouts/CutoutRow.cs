using System.Globalization;
using CommerceOS.Studio;

namespace CommerceOS.Benchmarks.Studio.Cutouts;

/// <summary>One contender's result at one photo. Confidence and concerns only where the contender states them.</summary>
internal sealed record CutoutRow(
    string Photo, string Contender, double Overlap, double Boundary, double Milliseconds, double? Confidence, IReadOnlyList<string> Concerns)
{
    /// <summary>Strokes of the simulated person.</summary>
    public int Strokes { get; init; }

    public static CutoutRow Of(string photo, string contender, MaskScore score, CutoutVerdict? verdict, double milliseconds) => new(
        photo, contender, Math.Round(score.Overlap, 4), Math.Round(score.Boundary, 4), Math.Round(milliseconds), verdict?.Confidence,
        [.. verdict?.Concerns.Select(concern => concern.Reason.ToString()) ?? []]);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Photo,-34} {Contender,-14} overlap {Overlap:0.000}  boundary {Boundary:0.000}  {Milliseconds,6:0} ms  {(Strokes > 0 ? $"{Strokes} strokes " : "")}{(Confidence is { } sure ? $"confidence {sure:0.00} {string.Join(' ', Concerns)}" : "")}").TrimEnd();
}
