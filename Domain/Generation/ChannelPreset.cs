using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommerceOS.Domain.Generation;

public enum PresetFit
{
    /// <summary>The product, cut out, in the middle of the background; the margin says how much stays free around it.</summary>
    Product,

    /// <summary>The photo fills the frame; what is too much is cut off on both sides.</summary>
    Cover,

    /// <summary>All of the photo, and the background where it does not reach.</summary>
    Contain,
}

/// <summary>A size that a channel shows pictures in.</summary>
/// <param name="Names">By language.</param>
/// <param name="Background">"#rrggbb".</param>
/// <param name="Format">As in the output step.</param>
/// <param name="MaxBytes">What the channel takes at most; the quality goes down for it.</param>
public sealed record ChannelPreset(string Id, IReadOnlyDictionary<string, string> Names, int Width, int Height, PresetFit Fit, string Background, string Format, int MaxBytes)
{
    // Amazon asks for 85 %; a little more is safe on both sides.
    private const double ProductMargin = .06;

    public bool NeedsOutline => Fit == PresetFit.Product;

    /// <summary>The steps that make it, in their canonical form.</summary>
    /// <param name="product">Where the product lies in the photo; asked for by <see cref="PresetFit.Product"/>.</param>
    public string Steps(FrameBox? product)
    {
        var steps = new JsonArray();
        if (NeedsOutline)
        {
            var box = product ?? throw new ArgumentNullException(nameof(product), $"{Id} shows the product alone");
            steps.Add(new JsonObject { ["kind"] = EditSteps.Background, ["colour"] = Background });
            var (left, top) = (Math.Clamp(box.Left, 0, .99), Math.Clamp(box.Top, 0, .99));
            steps.Add(new JsonObject
            {
                ["kind"] = "crop", ["left"] = left, ["top"] = top, ["width"] = Math.Clamp(box.Width, .01, 1 - left), ["height"] = Math.Clamp(box.Height, .01, 1 - top),
            });
        }
        steps.Add(new JsonObject
        {
            ["kind"] = "resize", ["width"] = Width, ["height"] = Height, ["fit"] = Fit == PresetFit.Cover ? "cover" : "contain", ["colour"] = Background, ["margin"] = NeedsOutline ? ProductMargin : 0,
        });
        steps.Add(new JsonObject { ["kind"] = EditSteps.Output, ["format"] = Format, ["maxBytes"] = MaxBytes });
        var (canonical, error) = EditSteps.Read(JsonSerializer.SerializeToElement(steps), "steps");
        return error is null ? canonical.ToJsonString() : throw new InvalidOperationException($"the preset {Id} asks for what no step gives: {error.Field} {error.Message}");
    }
}

/// <summary>The list of sizes. Channels change theirs without notice; a change here makes new pictures and leaves old ones as they are.</summary>
public static class ChannelPresets
{
    private const int Megabyte = 1_000_000;

    public static IReadOnlyList<ChannelPreset> All { get; } =
    [
        Of("amazon-main", "Amazon main image", "亚马逊主图", 2000, 2000, PresetFit.Product, 10 * Megabyte),
        Of("shopify-square", "Shopify square", "Shopify 方图", 2048, 2048, PresetFit.Contain, 20 * Megabyte),
        Of("instagram-square", "Instagram square", "Instagram 方图", 1080, 1080, PresetFit.Cover, 8 * Megabyte),
        Of("instagram-portrait", "Instagram portrait", "Instagram 竖图", 1080, 1350, PresetFit.Cover, 8 * Megabyte),
        Of("instagram-story", "Instagram story", "Instagram 快拍", 1080, 1920, PresetFit.Cover, 8 * Megabyte),
        Of("taobao-main", "Taobao main image", "淘宝主图", 800, 800, PresetFit.Product, 3 * Megabyte),
        Of("google-merchant", "Google Merchant", "谷歌购物", 1200, 1200, PresetFit.Product, 16 * Megabyte),
        Of("web-banner", "Web banner 16:9", "网页横幅 16:9", 1920, 1080, PresetFit.Cover, 1 * Megabyte),
    ];

    public static ChannelPreset? Find(string? id) => All.FirstOrDefault(p => p.Id == id);

    private static ChannelPreset Of(string id, string english, string chinese, int width, int height, PresetFit fit, int maxBytes) =>
        new(id, new Dictionary<string, string> { [Languages.English] = english, [Languages.SimplifiedChinese] = chinese }, width, height, fit, "#ffffff", "jpeg", maxBytes);
}
