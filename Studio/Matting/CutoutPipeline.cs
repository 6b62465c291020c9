using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting.Learned;

namespace CommerceOS.Studio.Matting;

/// <summary>
/// Photo to cut-out, in four steps: find the product in a small picture, zoom into its region, settle the outline in a
/// narrow band at middle size, compute coverage and clean colours at full size.
/// </summary>
internal sealed class CutoutPipeline(Lanes lanes, string engineVersion)
{
    private const int FullLongSide = 2000;
    private const int MiddleLongSide = 1024;
    private const int CoarseLongSide = 384;
    private const double RegionMargin = .05;
    private const double LargestZoom = 6; // middle pixels per coarse pixel: beyond it the band would cover the product
    private const double BandPerZoom = 1.6;

    internal Cutout Run(ReadOnlyMemory<byte> master, CancellationToken cancellationToken)
    {
        var session = Open(master, cancellationToken);
        return session.Finding is { } finding
            ? Compose(session, finding.Mask, finding.Odds, strokes: [], withStability: true, cancellationToken)
            : GivenTransparency(session, []);
    }

    /// <summary>The first step alone: finds the product in a small picture.</summary>
    internal MattingSession Open(ReadOnlyMemory<byte> master, CancellationToken cancellationToken)
    {
        using var overview = Decoder.Fit(master, CoarseLongSide * 2, convertColour: false);
        var (photoWidth, photoHeight) = PhotoSize(master);
        if (overview.HasAlpha)
        {
            return new MattingSession(master, finding: null, photoWidth, photoHeight);
        }

        var scene = Raster.Of(overview);
        var scale = (double)CoarseLongSide / Math.Max(scene.Width, scene.Height);
        var small = scale >= 1 ? scene : scene.Resize(Math.Max(32, Round(scene.Width * scale)), Math.Max(32, Round(scene.Height * scale)));
        cancellationToken.ThrowIfCancellationRequested();
        var segmentation = new Lazy<CoarseSegmentation>(() => new CoarseSegmentation(small, LearnedOdds.Of(scene, lanes), new CoarseSettings(), lanes));
        var onWhite = new WhiteBackdrop(small, lanes).Run();
        var finding = new CoarseFinding(small, segmentation, onWhite ?? segmentation.Value.Run(), onWhite is null ? CutoutMethod.Segmented : CutoutMethod.PureWhiteBackdrop);
        return new MattingSession(master, finding, photoWidth, photoHeight);
    }

    /// <summary>Cuts a session's photo again. No strokes: the automatic cut without the measure of its stability.</summary>
    internal Cutout Recut(MattingSession session, IReadOnlyList<CutoutStroke> strokes, CancellationToken cancellationToken)
    {
        if (session.Finding is not { } finding)
        {
            return GivenTransparency(session, strokes);
        }

        var (coarse, odds) = (finding.Mask, finding.Odds);
        if (strokes.Count > 0)
        {
            var whole = new PixelBox(0, 0, session.PhotoWidth, session.PhotoHeight);
            var seeds = SeedMap.Draw(strokes, whole, session.PhotoWidth, session.PhotoHeight, finding.Small.Width, finding.Small.Height);
            var told = finding.Segmentation.Value.Told(strokes);
            coarse = told.Run(coarse.Mask, seeds);
            odds = finding.Method == CutoutMethod.Segmented ? told.Odds : null;
        }

        return Compose(session, coarse, odds, strokes, withStability: false, cancellationToken);
    }

    private Cutout Compose(MattingSession session, CoarseMask coarse, LearnedOdds? odds, IReadOnlyList<CutoutStroke> strokes, bool withStability, CancellationToken cancellationToken)
    {
        var finding = session.Finding!;
        cancellationToken.ThrowIfCancellationRequested();
        if (CoarseBox(coarse) is not { } box)
        {
            var whole = new PixelBox(0, 0, session.PhotoWidth, session.PhotoHeight);
            return Finish(new Raster(new byte[finding.Small.Width * finding.Small.Height * 4], finding.Small.Width, finding.Small.Height, 4), new CutMeasures(), finding.Method, session, whole, strokes);
        }

        Raster? rgba = null;
        var region = RegionAround(box, coarse, session.PhotoWidth, session.PhotoHeight);
        var measures = new CutMeasures();
        var stability = 1.0;
        lanes.Both(
            () => (rgba, measures) = Refine(session, coarse, odds, region, strokes),
            () => stability = withStability && odds is not null ? Stability.Measure(finding.Small, odds, coarse, lanes) : 1);
        cancellationToken.ThrowIfCancellationRequested();
        measures = measures with
        {
            Stability = stability,
            Area = coarse.Mask.Count(side => side == 1) / (double)coarse.Mask.Length,
            FrameTouch = FrameTouch(coarse),
            BackdropDeviation = coarse.BackdropDeviation,
            Parts = coarse.Parts,
            Unexplained = coarse.Unexplained,
            Unsupported = coarse.PlainBackdrop ? coarse.Unsupported : 0,
        };
        return Finish(rgba!, measures, finding.Method, session, region, strokes);
    }

    private (Raster Rgba, CutMeasures Measures) Refine(MattingSession session, CoarseMask coarse, LearnedOdds? learned, PixelBox region, IReadOnlyList<CutoutStroke> strokes)
    {
        int photoWidth = session.PhotoWidth, photoHeight = session.PhotoHeight;
        if (session.Loaded is not { } loaded || loaded.Region != region)
        {
            session.Loaded = loaded = new LoadedRegion(region, LoadRegion(session.Master, region, photoWidth, photoHeight));
        }

        var photo = loaded.Photo;
        var coarsePixels = Math.Max(region.Width, region.Height) * (double)coarse.Width / photoWidth;
        var middleScale = Math.Min(1, Math.Min(MiddleLongSide, coarsePixels * LargestZoom) / Math.Max(photo.Width, photo.Height));
        var middle = photo.Resize(Math.Max(16, Round(photo.Width * middleScale)), Math.Max(16, Round(photo.Height * middleScale)));
        var mask = Enlarge(coarse, region, photoWidth, photoHeight, middle.Width, middle.Height);
        var seeds = strokes.Count == 0 ? null : SeedMap.Draw(strokes, region, photoWidth, photoHeight, middle.Width, middle.Height);
        Obey(mask, seeds);
        var lab = LabColour.From(middle, lanes);
        var band = Math.Max(2, Round(BandPerZoom * Math.Max(middle.Width, middle.Height) / coarsePixels));
        var odds = learned is null ? null : OddsIn(region, learned, session, middle.Width, middle.Height);
        var colours = BandRefinement.Refine(mask, lab, middle.Width, middle.Height, band, odds, seeds, lanes);
        ContactShadowTrim.Apply(mask, lab, colours, odds, middle.Width, middle.Height);
        Obey(mask, seeds);
        var measures = OutlineMeasures(mask, colours, middle.Width, middle.Height) with { ExpectedOverlap = odds is null ? 1 : ExpectedOverlap(mask, odds) };
        return (AlphaMatte.Compose(photo, middle, mask, lanes), measures);
    }

    private float[] OddsIn(PixelBox region, LearnedOdds learned, MattingSession session, int width, int height)
    {
        var odds = new float[width * height];
        lanes.Rows(height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var across = (region.Left + (x + .5f) / width * region.Width) / session.PhotoWidth;
                var down = (region.Top + (y + .5f) / height * region.Height) / session.PhotoHeight;
                odds[y * width + x] = learned.At(across, down);
            }
        });
        return odds;
    }

    private static void Obey(byte[] mask, sbyte[]? seeds)
    {
        for (var i = 0; seeds is not null && i < mask.Length; i++)
        {
            mask[i] = seeds[i] switch { > 0 => 1, < 0 => 0, _ => mask[i] };
        }
    }

    private static Raster LoadRegion(ReadOnlyMemory<byte> master, PixelBox region, int photoWidth, int photoHeight)
    {
        var scale = Math.Min(1, (double)FullLongSide / Math.Max(region.Width, region.Height));
        using var whole = Decoder.Fit(master, Math.Max(1, Round(Math.Max(photoWidth, photoHeight) * scale)), convertColour: false);
        double scaleX = (double)whole.Width / photoWidth, scaleY = (double)whole.Height / photoHeight;
        int left = Math.Min(whole.Width - 1, Round(region.Left * scaleX)), top = Math.Min(whole.Height - 1, Round(region.Top * scaleY));
        using var part = whole.Apply(
            "extract_area",
            ("left", left),
            ("top", top),
            ("width", Math.Clamp(Round(region.Width * scaleX), 1, whole.Width - left)),
            ("height", Math.Clamp(Round(region.Height * scaleY), 1, whole.Height - top)));
        return Raster.Of(part);
    }

    // Strokes are brushes here: there is nothing to find.
    private Cutout GivenTransparency(MattingSession session, IReadOnlyList<CutoutStroke> strokes)
    {
        using var image = Decoder.Fit(session.Master, FullLongSide, convertColour: false);
        var rgba = Raster.Of(image);
        var whole = new PixelBox(0, 0, session.PhotoWidth, session.PhotoHeight);
        var seeds = SeedMap.Draw(strokes, whole, session.PhotoWidth, session.PhotoHeight, rgba.Width, rgba.Height);
        for (var i = 0; i < seeds.Length; i++)
        {
            rgba.Pixels[i * 4 + 3] = seeds[i] switch { > 0 => byte.MaxValue, < 0 => 0, _ => rgba.Pixels[i * 4 + 3] };
        }

        for (var i = 0; i < rgba.Pixels.Length; i += 4)
        {
            if (rgba.Pixels[i + 3] == 0)
            {
                rgba.Pixels.AsSpan(i, 3).Clear();
            }
        }

        var covered = 0;
        for (var i = 3; i < rgba.Pixels.Length; i += 4)
        {
            covered += rgba.Pixels[i] > 127 ? 1 : 0;
        }

        var measures = new CutMeasures { Area = covered / (double)(rgba.Width * rgba.Height) };
        return Finish(rgba, measures, CutoutMethod.GivenTransparency, session, whole, strokes);
    }

    private Cutout Finish(Raster rgba, CutMeasures measures, CutoutMethod method, MattingSession session, PixelBox region, IReadOnlyList<CutoutStroke> strokes)
    {
        var draft = new Cutout(rgba, new CutoutVerdict(engineVersion, method, 0, [], session.PhotoWidth, session.PhotoHeight, region) { Strokes = strokes.Count });
        var inPhoto = Math.Max(draft.Box.Width, draft.Box.Height) * (double)region.Width / rgba.Width;
        var (confidence, concerns) = VerdictRules.Judge(measures with { LongSidePixels = Round(inPhoto) });
        return new Cutout(rgba, draft.Verdict with { Confidence = confidence, Concerns = concerns });
    }

    // The nearest sample of a slightly blurred mask would show the coarse pixels as steps; bilinear hides most of them and
    // the band settles the rest.
    private static byte[] Enlarge(CoarseMask coarse, PixelBox region, int photoWidth, int photoHeight, int width, int height)
    {
        var mask = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var cy = Math.Clamp((region.Top + (y + .5) * region.Height / height) * coarse.Height / photoHeight - .5, 0, coarse.Height - 1);
            var y0 = (int)cy;
            var y1 = Math.Min(coarse.Height - 1, y0 + 1);
            for (var x = 0; x < width; x++)
            {
                var cx = Math.Clamp((region.Left + (x + .5) * region.Width / width) * coarse.Width / photoWidth - .5, 0, coarse.Width - 1);
                var x0 = (int)cx;
                var x1 = Math.Min(coarse.Width - 1, x0 + 1);
                var above = coarse.Mask[y0 * coarse.Width + x0] * (1 - (cx - x0)) + coarse.Mask[y0 * coarse.Width + x1] * (cx - x0);
                var below = coarse.Mask[y1 * coarse.Width + x0] * (1 - (cx - x0)) + coarse.Mask[y1 * coarse.Width + x1] * (cx - x0);
                mask[y * width + x] = (byte)(above * (1 - (cy - y0)) + below * (cy - y0) >= .5 ? 1 : 0);
            }
        }

        return mask;
    }

    private static double ExpectedOverlap(byte[] mask, float[] odds)
    {
        double both = 0, either = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            var share = 1 / (1 + Math.Exp(-odds[i]));
            both += mask[i] * share;
            either += Math.Max(mask[i], share);
        }

        return either == 0 ? 0 : both / either;
    }

    private static CutMeasures OutlineMeasures(byte[] mask, LocalColours colours, int width, int height)
    {
        const float weak = 9;
        double contrast = 0;
        int length = 0, weakLength = 0, area = 0;
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                if (mask[i] == 0)
                {
                    continue;
                }

                area++;
                if (mask[i - 1] == 0 || mask[i + 1] == 0 || mask[i - width] == 0 || mask[i + width] == 0)
                {
                    var separation = colours.Separation(i);
                    contrast += separation;
                    weakLength += separation < weak ? 1 : 0;
                    length++;
                }
            }
        }

        return length == 0
            ? new CutMeasures { EdgeContrast = 0, WeakEdges = 1 }
            : new CutMeasures { EdgeContrast = contrast / length, WeakEdges = weakLength / (double)length, Raggedness = length / Math.Sqrt(area) };
    }

    private static PixelBox? CoarseBox(CoarseMask coarse)
    {
        int left = coarse.Width, top = coarse.Height, right = -1, bottom = -1;
        for (var i = 0; i < coarse.Mask.Length; i++)
        {
            if (coarse.Mask[i] == 1)
            {
                var (y, x) = Math.DivRem(i, coarse.Width);
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        return right < 0 ? null : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    private static PixelBox RegionAround(PixelBox box, CoarseMask coarse, int photoWidth, int photoHeight)
    {
        double scaleX = (double)photoWidth / coarse.Width, scaleY = (double)photoHeight / coarse.Height;
        var margin = RegionMargin * Math.Max(box.Width * scaleX, box.Height * scaleY) + 4 * scaleX;
        var left = Math.Max(0, (int)(box.Left * scaleX - margin));
        var top = Math.Max(0, (int)(box.Top * scaleY - margin));
        var right = Math.Min(photoWidth, (int)Math.Ceiling((box.Left + box.Width) * scaleX + margin));
        var bottom = Math.Min(photoHeight, (int)Math.Ceiling((box.Top + box.Height) * scaleY + margin));
        return new PixelBox(left, top, right - left, bottom - top);
    }

    // The frame itself is believed to be backdrop, so the line just inside it tells.
    private static double FrameTouch(CoarseMask coarse)
    {
        int touching = 0, frame = 0;
        for (var i = 0; i < coarse.Mask.Length; i++)
        {
            if (BackdropSurface.FrameDepth(i, coarse.Width, coarse.Height) == coarse.Ring)
            {
                frame++;
                touching += coarse.Mask[i];
            }
        }

        return touching / (double)frame;
    }

    private static (int Width, int Height) PhotoSize(ReadOnlyMemory<byte> master)
    {
        var format = FileSignature.Recognise(master.Span)
            ?? throw new StudioException("The master is not a picture that the Studio wrote.", new InvalidDataException("unknown signature"));
        using var header = Decoder.Header(format, master);
        return (header.Width, header.Height);
    }

    private static int Round(double value) => (int)Math.Round(value);
}
