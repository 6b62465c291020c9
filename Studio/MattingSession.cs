using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Matting.Learned;

namespace CommerceOS.Studio;

/// <summary>
/// A photo whose product has been found once and can be cut again with strokes, each time in a fraction of the first
/// time. Holds pixels only (about 20 MB), no native memory and nothing that a later session could not find again from
/// the same master: keep it while a person draws, and drop it.
/// </summary>
public sealed class MattingSession
{
    internal MattingSession(ReadOnlyMemory<byte> master, CoarseFinding? finding, int photoWidth, int photoHeight) =>
        (Master, Finding, PhotoWidth, PhotoHeight) = (master, finding, photoWidth, photoHeight);

    public int PhotoWidth { get; }

    public int PhotoHeight { get; }

    internal ReadOnlyMemory<byte> Master { get; }

    /// <summary>What was found without strokes; every cut starts from it. null when the photo came with transparency.</summary>
    internal CoarseFinding? Finding { get; }

    /// <summary>The region that was loaded last: strokes seldom move it.</summary>
    internal LoadedRegion? Loaded { get; set; }
}

/// <summary>The automatic mask of the small picture and what it takes to cut it again.</summary>
internal sealed record CoarseFinding(Raster Small, Lazy<CoarseSegmentation> Segmentation, CoarseMask Mask, CutoutMethod Method)
{
    /// <summary>What the learned networks said; null where a white backdrop left nothing to ask.</summary>
    internal LearnedOdds? Odds => Method == CutoutMethod.Segmented ? Segmentation.Value.Odds : null;
}

/// <summary>Pixels of a part of the photo.</summary>
internal sealed record LoadedRegion(PixelBox Region, Raster Photo);
