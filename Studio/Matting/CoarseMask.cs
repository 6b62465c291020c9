namespace CommerceOS.Studio.Matting;

/// <summary>Weights of the coarse cut, in the units of its energy (nats). The defaults were measured; see docs/studio.md.</summary>
internal sealed record CoarseSettings
{
    /// <summary>Cost of a cut between two equal neighbours.</summary>
    internal double Smoothness { get; init; } = 20;

    /// <summary>How strongly a pixel that looks like backdrop in shadow is kept out.</summary>
    internal float ShadowWeight { get; init; } = 5;

    /// <summary>How strongly the middle of what stands out is preferred.</summary>
    internal double CentrePreference { get; init; } = .75;

    /// <summary>How strongly the colours of both sides count.</summary>
    internal float ColourWeight { get; init; } = .3f;

    /// <summary>How strongly walls between a pixel and the frame count.</summary>
    internal float WallWeight { get; init; } = 1.5f;

    /// <summary>How strongly the learned networks' odds count.</summary>
    internal float PriorWeight { get; init; } = 3;

    internal int Rounds { get; init; } = 4;

    /// <summary>Depth of the frame that is believed to be backdrop, in thousandths of the long side.</summary>
    internal int FramePerMille { get; init; } = 25;

    internal int Seed { get; init; } = 1;
}

/// <param name="Mask">1 where the product is, else 0.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BackdropDeviation">How busy the backdrop is, see <see cref="BackdropSurface"/>.</param>
/// <param name="Unexplained">Walled-off area outside the mask, as a share of the mask: other objects or lost parts.</param>
/// <param name="Unsupported">Share of the mask that no wall separates from the frame: backdrop taken for product.</param>
/// <param name="PlainBackdrop">True when the backdrop is smooth enough for <paramref name="Unsupported"/> to mean something.</param>
/// <param name="Parts">Separate pieces that were kept.</param>
/// <param name="Ring">Depth of the frame that was believed to be backdrop, in pixels.</param>
internal sealed record CoarseMask(
    byte[] Mask, int Width, int Height, float BackdropDeviation, double Unexplained, double Unsupported, bool PlainBackdrop, int Parts, int Ring);
