using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Video;

/// <summary>Photos from around a product, blended from one to the next at the same place.</summary>
internal sealed class TurntablePainter : ShotPainter
{
    private const double BlendShare = .4; // of a photo's time

    private readonly Lanes lanes;
    private readonly FrameSize stage;
    private readonly Plate room;
    private readonly IReadOnlyList<Plate> products;

    internal TurntablePainter(TurntableShot shot, VideoMaterial material, FrameSize size, Lanes lanes)
    {
        (this.lanes, stage) = (lanes, size.Times(Reserve));
        var floor = StageSet.FloorOf(size);
        room = StageSet.Room(shot.Backdrop, LightSide.Left, floor, stage, lanes);
        products = [.. shot.Products.Select(index => StageSet.Product(material.Products[index], shot.Backdrop, LightSide.Left, floor, stage, lanes))];
    }

    internal override void Paint(FrameBuffer frame, double progress)
    {
        var step = (double)stage.Width / frame.Width;
        double x = stage.Width / 2.0, y = stage.Height / 2.0;
        room.Fill(frame, x, y, step, lanes);
        var place = Math.Clamp(progress, 0, .999999) * products.Count;
        var current = (int)place;
        var next = Math.Min(current + 1, products.Count - 1);
        var blend = Curves.Smooth((float)(1 - BlendShare), 1, (float)(place - current));
        // The new one comes over the old, which stays whole until it is covered: two half transparent ones would let the room through.
        products[current].Over(frame, x, y, step, next == current ? 1 : Math.Min(1, 2 - 2 * blend), lanes);
        if (next != current)
        {
            products[next].Over(frame, x, y, step, Math.Min(1, 2 * blend), lanes);
        }
    }
}
