using System.Text.Json;

namespace CommerceOS.Contracts.Generation;

/// <summary>The steps of an edited photo, applied in their order from the original.</summary>
/// <param name="Steps">
/// 1 to 40 objects with a <c>kind</c>: <c>crop</c> (left, top, width, height, aspect), <c>straighten</c> (degrees), <c>turn</c> (quarters, mirror), <c>light</c> (exposure, contrast), <c>auto-light</c>,
/// <c>white-balance</c> (temperature, tint), <c>auto-white-balance</c>, <c>denoise</c> (strength), <c>sharpen</c> (amount, radius, threshold), <c>upscale</c>, <c>background</c> (colour; null keeps transparency),
/// <c>erase</c> (strokes of radius and points), <c>resize</c> (width, height, fit, colour, margin), and last <c>output</c> (format, quality, maxBytes). Places are shares of the frame at that step; those of strokes are
/// shares of its longer side. What is left out has its default.
/// </param>
public sealed record EditStepsRequest(JsonElement? Steps);

public enum EditPreviewState { Working, Done, Failed }

/// <param name="Id">The same for the same photo and steps.</param>
/// <param name="Width">Of the picture that these steps make in full; null until done.</param>
/// <param name="Code">Of a failed one: <c>not_possible</c>, <c>nothing_found</c>, <c>photo_gone</c> or <c>internal</c>.</param>
/// <param name="Problem">Why it failed: what was expected and what came.</param>
/// <param name="Field">The step that was refused, for example <c>steps[2].strokes</c>.</param>
public sealed record EditPreviewDto(Guid Id, EditPreviewState State, int? Width, int? Height, string? Code = null, string? Problem = null, string? Field = null);

/// <summary>A size that a channel shows pictures in; a choice of the recipe <c>channel-sizes</c>.</summary>
/// <param name="Names">By language.</param>
/// <param name="Fit"><c>product</c> (cut out, in the middle of the background), <c>cover</c> (the photo fills the frame) or <c>contain</c> (all of the photo).</param>
/// <param name="MaxBytes">The quality is lowered until the file is no larger.</param>
public sealed record ChannelPresetDto(string Id, IReadOnlyDictionary<string, string> Names, int Width, int Height, string Fit, string Background, string Format, int MaxBytes);
