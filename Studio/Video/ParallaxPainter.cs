using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Video;

/// <summary>A camera that travels past a product: what is near moves more than what is far.</summary>
internal sealed class ParallaxPainter : ShotPainter
{
    private const double FarShare = .35; // of the product's movement that the room takes part in

    private readonly ParallaxShot shot;
    private readonly Lanes lanes;
    private readonly FrameSize stage;
    private readonly Plate room;
    private readonly Plate product;
    private readonly double floor;

    internal ParallaxPainter(ParallaxShot shot, VideoMaterial material, FrameSize size, Lanes lanes)
    {
        (this.shot, this.lanes, stage, floor) = (shot, lanes, size.Times(Reserve), StageSet.FloorOf(size));
        room = StageSet.Room(shot.Backdrop, shot.Light, floor, stage, lanes);
        product = StageSet.Product(material.Products[shot.Product], shot.Backdrop, shot.Light, floor, stage, lanes);
    }

    internal override void Paint(FrameBuffer frame, double progress)
    {
        var t = Ease(progress);
        var shift = shot.Travel * (t - .5) * stage.Width;
        var whole = (double)stage.Width / frame.Width;
        // The room shows a little less than all of itself, so that its own shift never runs past its edge.
        var roomStep = whole / (1 + Math.Abs(shot.Travel) * FarShare + .02 + (shot.ZoomTo - 1) * FarShare * t);
        room.Fill(frame, stage.Width / 2.0 - shift * FarShare, stage.Height / 2.0, roomStep, lanes);
        var zoom = 1 + (shot.ZoomTo - 1) * t;
        // Zooming keeps the product's foot on the floor.
        var foot = stage.Height * floor;
        product.Over(frame, stage.Width / 2.0 - shift, foot - (foot - stage.Height / 2.0) / zoom, whole / zoom, 1, lanes);
    }
}
