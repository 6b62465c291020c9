using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Editing;

/// <summary>Applies a plan, step by step, at the master's size or smaller.</summary>
internal sealed class EditRenderer(Lanes lanes)
{
    // A preview begins with at most so many: a small crop of a large photo is shown with the pixels it has.
    private const int MostOfPreview = 2600;

    internal EditFrame Full(ReadOnlyMemory<byte> master, EditPlan plan, Cutout? cutout, CancellationToken cancellationToken) =>
        Run(master, plan, cutout, 1, cancellationToken);

    /// <summary>The same at a size that fits the long side at its end.</summary>
    internal EditFrame Preview(ReadOnlyMemory<byte> master, EditPlan plan, Cutout? cutout, int longSide, CancellationToken cancellationToken)
    {
        var shown = 1.0;
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            shown = ScaleAfter(plan, i, shown);
        }

        var scale = Math.Min(1, Math.Min(longSide / (plan.Result.LongSide * shown), (double)MostOfPreview / plan.Sizes[0].LongSide));
        using var frame = Run(master, plan, cutout, scale, cancellationToken);
        var fit = Math.Min(1, (double)longSide / frame.Size.LongSide);
        return Resampler.Copied(frame, Scaled(frame.Size, fit), lanes);
    }

    private EditFrame Run(ReadOnlyMemory<byte> master, EditPlan plan, Cutout? cutout, double scale, CancellationToken cancellationToken)
    {
        var size = Scaled(plan.Sizes[0], scale);
        var frame = Decoded(master, size, scale);
        try
        {
            frame = Next(frame, Resampler.Resize(frame, size, lanes));
            for (var i = 0; i < plan.Steps.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var next = ScaleAfter(plan, i, frame.Scale);
                var after = Next(frame, Apply(frame, plan, i, Scaled(plan.Sizes[i + 1], next), cutout, cancellationToken));
                frame = new(after.Buffer, after.Size, after.Bands, next, after.Map, after.Tones);
            }

            return frame;
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }

    // The decoded picture is gone before the first step.
    private EditFrame Decoded(ReadOnlyMemory<byte> master, PixelSize size, double scale)
    {
        using var image = Decoder.Fit(master, size.LongSide, convertColour: false);
        return EditFrame.Of(image, scale, lanes);
    }

    private static EditFrame Next(EditFrame before, EditFrame after)
    {
        if (after.Buffer != before.Buffer)
        {
            before.Dispose();
        }

        return after;
    }

    private EditFrame Apply(EditFrame frame, EditPlan plan, int i, PixelSize size, Cutout? cutout, CancellationToken cancellationToken) => plan.Steps[i] switch
    {
        CropStep crop => Crop(frame, EditPlan.Cropped(crop, plan.Sizes[i]), size),
        StraightenStep { Degrees: 0 } => frame,
        StraightenStep straighten => Geometry.Straighten(frame, straighten.Degrees, size, lanes),
        TurnStep turn => Geometry.Turn(frame, turn, lanes),
        LightStep light => frame.Toned(ToneCurves.Light(light), lanes),
        AutoLightStep => frame.Toned(AutoTone.Light(frame, lanes), lanes),
        WhiteBalanceStep balance => frame.Toned(ToneCurves.Balance(balance), lanes),
        AutoWhiteBalanceStep => frame.Toned(AutoTone.WhiteBalance(frame, lanes), lanes),
        DenoiseStep denoise => Detail.Denoise(frame, denoise, lanes),
        SharpenStep sharpen => Detail.Sharpen(frame, sharpen, lanes),
        UpscaleStep => Resampler.Resize(frame, size, lanes),
        BackgroundStep background => Backdrop.Replace(frame, cutout!, background.Colour, lanes),
        EraseStep erase => Inpainting.Erase(frame, erase, plan.Sizes[i], $"steps[{i}]", lanes, cancellationToken),
        ResizeStep resize => Resize(frame, resize, plan.Sizes[i], size),
        OutputStep => frame,
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Steps[i], "unknown step"),
    };

    private EditFrame Crop(EditFrame frame, PixelBox box, PixelSize size)
    {
        int left = Math.Clamp((int)Math.Round(box.Left * frame.Scale), 0, Math.Max(0, frame.Width - size.Width));
        int top = Math.Clamp((int)Math.Round(box.Top * frame.Scale), 0, Math.Max(0, frame.Height - size.Height));
        return Geometry.Crop(frame, new(left, top, Math.Min(size.Width, frame.Width), Math.Min(size.Height, frame.Height)), lanes);
    }

    private EditFrame Resize(EditFrame frame, ResizeStep step, PixelSize before, PixelSize size)
    {
        if (step.Fit == ResizeFit.Max)
        {
            return Resampler.Resize(frame, size, lanes);
        }

        var (content, left, top) = EditPlan.Fitted(step, before);
        var scale = (double)size.Width / step.Width;
        var scaled = Resampler.Resize(frame, Scaled(content, scale), lanes);
        try
        {
            return Geometry.Box(scaled, size, (int)Math.Round(left * scale), (int)Math.Round(top * scale), step.Fit == ResizeFit.Cover ? "#ffffff" : step.Colour, lanes);
        }
        finally
        {
            _ = Next(scaled, frame);
        }
    }

    // Enlarging adds no pixels to a preview; reducing takes none away that it needs.
    private static double ScaleAfter(EditPlan plan, int i, double scale) => plan.Steps[i] switch
    {
        UpscaleStep when scale < 1 => scale / 2,
        ResizeStep resize when scale < 1 => Math.Min(1, scale * plan.Sizes[i].Width / EditPlan.Fitted(resize, plan.Sizes[i]).Content.Width),
        _ => scale,
    };

    private static PixelSize Scaled(PixelSize size, double scale) => new(Math.Max(1, (int)Math.Round(size.Width * scale)), Math.Max(1, (int)Math.Round(size.Height * scale)));
}
