namespace CommerceOS.Studio.Rendering;

/// <summary>What a recipe made.</summary>
/// <param name="Bytes">JPEG.</param>
/// <param name="Products">Where the products lie, in the order given.</param>
/// <param name="Checks">What was measured on the encoded image.</param>
internal sealed record Picture(byte[] Bytes, IReadOnlyList<PixelBox> Products, IReadOnlyList<ImageCheck> Checks)
{
    /// <summary>The products' own pixels at their places, for measuring the finished picture; empty where there is no single one.</summary>
    internal IReadOnlyList<Standing> Standing { get; init; } = [];
}
