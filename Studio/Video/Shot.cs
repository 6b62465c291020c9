using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using CommerceOS.Studio.Scenes;

namespace CommerceOS.Studio.Video;

/// <summary>One shot of a <see cref="Storyboard"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "shot")]
[JsonDerivedType(typeof(KenBurnsShot), "ken_burns")]
[JsonDerivedType(typeof(ParallaxShot), "parallax")]
[JsonDerivedType(typeof(TurntableShot), "turntable")]
[JsonDerivedType(typeof(TextShot), "text")]
public abstract record Shot
{
    private protected Shot()
    {
    }

    /// <summary>Default 2.6, range 1 to 20.</summary>
    public double Seconds { get; init; } = 2.6;

    /// <summary>Up to 90 characters, or null.</summary>
    public string? Caption { get; init; }

    internal virtual void Validate(int pictures, int products)
    {
        Ranges.Require(nameof(Seconds), Seconds, 1, 20, "seconds");
        Ranges.RequireText(nameof(Caption), Caption, 90, required: false);
    }

    private protected static void RequireIndex(string name, int index, int count, string what)
    {
        if (index < 0 || index >= count)
        {
            throw new StudioParameterException(name, $"{name}: expected one of {count} {what}, counted from 0, got {index}.");
        }
    }
}

/// <summary>A slow zoom and pan over a finished picture.</summary>
public sealed record KenBurnsShot : Shot
{
    /// <summary>Place in <see cref="VideoMaterial.Pictures"/>.</summary>
    public required int Picture { get; init; }

    /// <summary>1 shows as much as the framing allows. Default 1, range 1 to 2.</summary>
    public double ZoomFrom { get; init; } = 1;

    /// <summary>Default 1.13, range 1 to 2.</summary>
    public double ZoomTo { get; init; } = 1.13;

    /// <summary>Middle of the view at the start and at the end, as shares of the picture. Default its middle, range 0 to 1.</summary>
    public FramePoint From { get; init; } = FramePoint.Middle;

    public FramePoint To { get; init; } = FramePoint.Middle;

    /// <summary>What happens when the picture's sides differ from the video's. Default <see cref="ShotFraming.Contain"/>.</summary>
    public ShotFraming Framing { get; init; } = ShotFraming.Contain;

    internal override void Validate(int pictures, int products)
    {
        base.Validate(pictures, products);
        RequireIndex(nameof(Picture), Picture, pictures, "pictures");
        Ranges.Require(nameof(ZoomFrom), ZoomFrom, 1, 2, "times");
        Ranges.Require(nameof(ZoomTo), ZoomTo, 1, 2, "times");
        Ranges.RequireKnown(nameof(Framing), Framing);
        From.Validate(nameof(From));
        To.Validate(nameof(To));
    }
}

/// <summary>A product in a painted studio; product and backdrop move at different speeds, as for a camera that travels.</summary>
public sealed record ParallaxShot : Shot
{
    /// <summary>Place in <see cref="VideoMaterial.Products"/>.</summary>
    public required int Product { get; init; }

    /// <summary>Id of a scene in <see cref="SceneLibrary"/>. Default "mist".</summary>
    public string Backdrop { get; init; } = "mist";

    /// <summary>Side of the light.</summary>
    public LightSide Light { get; init; } = LightSide.Left;

    /// <summary>How far the product travels, as a share of the width; negative to the left. Default .05, range -.12 to .12.</summary>
    public double Travel { get; init; } = .05;

    /// <summary>Enlargement of the product until the end. Default 1.06, range 1 to 1.2.</summary>
    public double ZoomTo { get; init; } = 1.06;

    internal override void Validate(int pictures, int products)
    {
        base.Validate(pictures, products);
        RequireIndex(nameof(Product), Product, products, "products");
        _ = SceneLibrary.Require(nameof(Backdrop), Backdrop);
        Ranges.RequireKnown(nameof(Light), Light);
        Ranges.Require(nameof(Travel), Travel, -.12, .12, "of the width");
        Ranges.Require(nameof(ZoomTo), ZoomTo, 1, 1.2, "times");
    }
}

/// <summary>Several photos of one product, one after the other at the same place: the product seems to turn.</summary>
public sealed record TurntableShot : Shot
{
    /// <summary>2 to 12 places in <see cref="VideoMaterial.Products"/>, in the order of turning.</summary>
    public required IReadOnlyList<int> Products { get; init; }

    /// <summary>Id of a scene in <see cref="SceneLibrary"/>. Default "mist".</summary>
    public string Backdrop { get; init; } = "mist";

    internal override void Validate(int pictures, int products)
    {
        base.Validate(pictures, products);
        Ranges.Require(nameof(Products), Products.Count, 2, 12, "products");
        _ = SceneLibrary.Require(nameof(Backdrop), Backdrop);
        foreach (var product in Products)
        {
            RequireIndex(nameof(Products), product, products, "products");
        }
    }
}

/// <summary>A headline and a line under it, on a plain ground or over a darkened picture.</summary>
public sealed record TextShot : Shot
{
    /// <summary>1 to 80 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Up to 120 characters, or null.</summary>
    public string? Line { get; init; }

    /// <summary>Place in <see cref="VideoMaterial.Pictures"/> of the picture behind, or null for a plain ground.</summary>
    public int? Picture { get; init; }

    /// <summary>Colours of the plain ground. Default <see cref="InfographicTheme.Cream"/>.</summary>
    public InfographicTheme Theme { get; init; } = InfographicTheme.Cream;

    internal override void Validate(int pictures, int products)
    {
        base.Validate(pictures, products);
        Ranges.RequireText(nameof(Title), Title, 80, required: true);
        Ranges.RequireText(nameof(Line), Line, 120, required: false);
        Ranges.RequireKnown(nameof(Theme), Theme);
        if (Picture is { } picture)
        {
            RequireIndex(nameof(Picture), picture, pictures, "pictures");
        }
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<ShotFraming>))]
public enum ShotFraming
{
    /// <summary>The whole picture, on a blurred copy of itself where the sides differ.</summary>
    Contain,

    /// <summary>The frame is filled; what does not fit is cut off.</summary>
    Cover,
}

/// <summary>A place in a picture, as shares of its width and height from the top left.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FramePoint(double X, double Y)
{
    public static FramePoint Middle { get; } = new(.5, .5);

    internal void Validate(string name)
    {
        Ranges.Require(name + ".X", X, 0, 1, "of the width");
        Ranges.Require(name + ".Y", Y, 0, 1, "of the height");
    }
}
