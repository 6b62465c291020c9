using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;

namespace CommerceOS.Web.Components.Generation;

/// <summary>The shots that an editor begins with.</summary>
/// <param name="Own">A person's own; otherwise the suggested ones, which stay out of the request so that they follow the facts.</param>
public sealed record ShotList(Guid ProductId, IReadOnlyList<ShotDto> Shots, bool Own)
{
    // The API's limits: it refuses what is beyond them. Here they are said before.
    public const int MaxShots = 8;
    public const int MaxSeconds = 60;
    public const int MaxShotSeconds = 20;
    public const int MaxCaption = 90;
    public const int MaxTitle = 80;
    public const int MaxLine = 120;

    /// <summary>Neighbouring shots overlap by so many seconds.</summary>
    public const double Crossfade = 0.6;

    public static IReadOnlyList<string> Kinds { get; } = ["studio", "closeup", "text"];

    public double Seconds => Shots.Sum(s => s.Seconds) - Crossfade * Math.Max(0, Shots.Count - 1);

    /// <summary>As the form sends it: none for the suggested ones.</summary>
    public string Json => Own ? JsonSerializer.Serialize(Shots, CommerceClient.Json) : "[]";

    /// <summary>The shots among a recipe's parameters where somebody gave some, else the suggested ones.</summary>
    public static ShotList Of(Guid productId, JsonElement? parameters, IReadOnlyList<ShotDto> suggested) =>
        In(parameters) is { Count: > 0 } own ? new(productId, own, Own: true) : new(productId, suggested, Own: false);

    /// <summary>None where there are none, or where they are not what shots look like: forms come from outside.</summary>
    public static IReadOnlyList<ShotDto> In(JsonElement? parameters)
    {
        if (parameters is not { ValueKind: JsonValueKind.Object } given || !given.TryGetProperty("storyboard", out var board) || board.ValueKind != JsonValueKind.Array) return [];
        try
        {
            return board.Deserialize<List<ShotDto>>(CommerceClient.Json)!;
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
