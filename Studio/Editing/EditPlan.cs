using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// A checked list of steps with the size that the picture has after each, before a pixel is touched: a list that would
/// ask for too much is refused at once.
/// </summary>
internal sealed class EditPlan
{
    internal const int MostLongSide = 8000;
    internal const long MostPixels = 50_000_000;
    internal const int LeastSide = 16;

    private EditPlan(IReadOnlyList<EditStep> steps, IReadOnlyList<PixelSize> sizes) => (Steps, Sizes) = (steps, sizes);

    internal IReadOnlyList<EditStep> Steps { get; }

    /// <summary>Of the master, then after each step.</summary>
    internal IReadOnlyList<PixelSize> Sizes { get; }

    internal PixelSize Result => Sizes[^1];

    internal bool NeedsCutout => Steps.Any(step => step is BackgroundStep);

    internal OutputStep? Output => Steps.Count > 0 ? Steps[^1] as OutputStep : null;

    /// <exception cref="StudioParameterException">A step is outside its ranges, or the list asks for too much.</exception>
    internal static EditPlan Of(IReadOnlyList<EditStep> steps, int masterWidth, int masterHeight)
    {
        Ranges.Require("steps", steps.Count, 0, EditStep.MostSteps, "steps");
        List<PixelSize> sizes = [new(masterWidth, masterHeight)];
        var points = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var at = $"steps[{i}]";
            if (steps[i] is null)
            {
                throw new StudioParameterException(at, $"{at}: expected a step, got nothing.");
            }

            steps[i].Validate(at);
            if (steps[i] is OutputStep && i < steps.Count - 1)
            {
                throw new StudioParameterException(at, $"{at}: expected the output as the last step, got {steps.Count - 1 - i} more behind it.");
            }

            points += steps[i] is EraseStep erase ? erase.Strokes.Sum(stroke => stroke.Points.Count) : 0;
            Ranges.Require("steps", points, 0, EraseStep.MostPointsTogether, "points to erase in all steps together");
            var size = After(steps[i], sizes[^1]);
            if (Math.Min(size.Width, size.Height) < LeastSide)
            {
                throw new StudioParameterException(at, $"{at}: expected to leave at least {LeastSide} pixels a side, got {size}.");
            }

            if (Math.Max(size.Width, size.Height) > MostLongSide || (long)size.Width * size.Height > MostPixels)
            {
                throw new StudioParameterException(at, $"{at}: expected a picture of at most {MostLongSide} pixels a side and {MostPixels / 1_000_000} megapixels, got {size}.");
            }

            sizes.Add(size);
        }

        return new EditPlan(steps, sizes);
    }

    private static PixelSize After(EditStep step, PixelSize size) => step switch
    {
        CropStep crop => Cropped(crop, size) is var box ? new(box.Width, box.Height) : size,
        StraightenStep straighten => Straightened(straighten.Degrees, size),
        TurnStep { Quarters: 1 or 3 } => new(size.Height, size.Width),
        UpscaleStep => new(size.Width * 2, size.Height * 2),
        ResizeStep { Fit: ResizeFit.Max } resize => Fitted(resize, size).Content,
        ResizeStep resize => new(resize.Width, resize.Height),
        _ => size,
    };

    internal static PixelBox Cropped(CropStep crop, PixelSize size)
    {
        double left = crop.Left * size.Width, top = crop.Top * size.Height, width = crop.Width * size.Width, height = crop.Height * size.Height;
        if (crop.Aspect is { } aspect)
        {
            var (wide, tall) = (Math.Min(width, height * aspect), Math.Min(height, width / aspect));
            (left, top, width, height) = (left + (width - wide) / 2, top + (height - tall) / 2, wide, tall);
        }

        int x = Math.Clamp((int)Math.Round(left), 0, size.Width - 1), y = Math.Clamp((int)Math.Round(top), 0, size.Height - 1);
        return new(x, y, Math.Clamp((int)Math.Round(width), 1, size.Width - x), Math.Clamp((int)Math.Round(height), 1, size.Height - y));
    }

    // The largest upright rectangle of the frame's own shape inside the turned frame.
    internal static double StraightenScale(double degrees, PixelSize size)
    {
        var angle = Math.Abs(degrees) * Math.PI / 180;
        var ratio = Math.Max((double)size.Width / size.Height, (double)size.Height / size.Width);
        return 1 / (Math.Cos(angle) + Math.Sin(angle) * ratio);
    }

    private static PixelSize Straightened(double degrees, PixelSize size)
    {
        var scale = StraightenScale(degrees, size);
        return new((int)Math.Floor(size.Width * scale), (int)Math.Floor(size.Height * scale));
    }

    /// <summary>How the picture lies in the box: its scaled size, and where its top left corner comes.</summary>
    internal static (PixelSize Content, int Left, int Top) Fitted(ResizeStep resize, PixelSize size)
    {
        double wide = (double)resize.Width / size.Width, tall = (double)resize.Height / size.Height;
        if (resize.Fit == ResizeFit.Contain)
        {
            var margin = 2 * resize.Margin * Math.Min(resize.Width, resize.Height);
            (wide, tall) = ((resize.Width - margin) / size.Width, (resize.Height - margin) / size.Height);
        }

        var scale = resize.Fit == ResizeFit.Cover ? Math.Max(wide, tall) : Math.Min(wide, tall);
        PixelSize content = new(Math.Max(1, (int)Math.Round(size.Width * scale)), Math.Max(1, (int)Math.Round(size.Height * scale)));
        return (content, (resize.Width - content.Width) / 2, (resize.Height - content.Height) / 2);
    }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct PixelSize(int Width, int Height)
{
    internal int LongSide => Math.Max(Width, Height);

    public override string ToString() => $"{Width} x {Height}";
}
