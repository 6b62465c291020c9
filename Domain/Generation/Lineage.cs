using System.Security.Cryptography;
using System.Text;

namespace CommerceOS.Domain.Generation;

/// <summary>How a result came to be: enough to make it again byte for byte.</summary>
/// <param name="Parameters">Canonical JSON with every parameter, defaults included.</param>
/// <param name="Engine">Name and version of what made it.</param>
/// <param name="InputHash">See <see cref="HashInput"/>.</param>
/// <param name="Inputs">JSON: hashes of what it was made from and the words that went into it. With recipe, parameters and engine it is everything needed to make it again. Null for copy.</param>
/// <param name="Sources">Every photo and picture that it was made from; the first is <paramref name="SourceAssetId"/>. Null for copy, and for results from before they were written down.</param>
/// <param name="Alignment">Where the product lies in photo and result; null for copy, and for pictures from before it was measured.</param>
public sealed record Lineage(
    Guid GenerationId, Guid? SourceAssetId, string Recipe, string Parameters, string Engine, string InputHash, double DurationMs, double WaitedMs,
    Alignment? Alignment = null, string? Inputs = null, IReadOnlyList<LineageSource>? Sources = null)
{
    /// <summary>SHA-256 over everything that the result depends on, lower-case hex: the same hash means the same bytes.</summary>
    public static string HashInput(string recipe, string parameters, string engine, params ReadOnlySpan<string> inputs)
    {
        var text = new StringBuilder().Append(recipe).Append('\n').Append(parameters).Append('\n').Append(engine);
        foreach (var input in inputs) text.Append('\n').Append(input);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>One photo or picture that a result was made from.</summary>
/// <param name="Sha256">Of its bytes at that time, lower-case hex.</param>
public sealed record LineageSource(Guid AssetId, string Sha256);

/// <summary>The same part of the product in the photo and in the result, so that both can be laid over each other.</summary>
/// <param name="Source">In the photo as it was normalised.</param>
public sealed record Alignment(FrameBox Source, FrameBox Result);

/// <summary>Shares of a picture's width and height, 0 to 1, from the top left.</summary>
public sealed record FrameBox(double Left, double Top, double Width, double Height);

public enum CheckTone { Ok, Info, Warn, Bad }

/// <summary>One measured check of a result. Advice, not a verdict.</summary>
public sealed record Check(string Code, CheckTone Tone, string Message, double? Measured = null, double? Expected = null);
