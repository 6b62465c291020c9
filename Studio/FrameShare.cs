using System.Runtime.InteropServices;

namespace CommerceOS.Studio;

/// <summary>A rectangle as shares of the picture it lies in: 0 to 1 of its width and height, from the top left. The same in every size of the picture.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FrameShare(double Left, double Top, double Width, double Height)
{
    internal static FrameShare Of(PixelBox box, int frameWidth, int frameHeight) =>
        new((double)box.Left / frameWidth, (double)box.Top / frameHeight, (double)box.Width / frameWidth, (double)box.Height / frameHeight);
}
