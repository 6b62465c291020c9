using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Rendering;

/// <summary>A scaled product at its place in the frame.</summary>
/// <param name="Pixels">RGBA.</param>
/// <param name="Footprint">Where it touches the floor.</param>
/// <param name="Left">Column in the frame.</param>
/// <param name="Top">Row in the frame.</param>
internal sealed record Standing(Raster Pixels, Footprint Footprint, int Left, int Top)
{
    internal PixelBox Box => new(Left, Top, Pixels.Width, Pixels.Height);
}
