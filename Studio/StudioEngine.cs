using System.Diagnostics;
using CommerceOS.Studio.Editing;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Quality;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Scenes;
using CommerceOS.Studio.Templates;
using CommerceOS.Studio.Templates.Browser;
using CommerceOS.Studio.Video;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio;

/// <summary>
/// The local imaging engine: photos in, channel-ready images out, no network and no key. Safe for parallel use; calls
/// beyond <see cref="StudioOptions.Jobs"/> wait. Work is CPU-bound and synchronous: call it from a worker, not from a
/// request. The same input, parameters and <see cref="EngineVersion"/> give the same bytes.
/// </summary>
public sealed class StudioEngine : IDisposable
{
    private readonly StudioOptions options;
    private readonly SemaphoreSlim slots;
    private readonly Normaliser normaliser;
    private readonly CutoutPipeline cutouts;
    private readonly Lanes lanes;
    private readonly RoomCache rooms = new(MostBytesOfRooms);
    private readonly PageBrowser browser;

    /// <exception cref="StudioUnavailableException">Something required is missing; the message says what to install.</exception>
    public StudioEngine(StudioOptions? options = null)
    {
        this.options = options ?? new StudioOptions();
        this.options.Validate();
        var report = StudioRuntime.Check();
        if (!report.Ready)
        {
            throw new StudioUnavailableException(string.Join(' ', report.Findings.Where(finding => finding.Required).Select(finding => finding.Message)));
        }

        VipsRuntime.Start(this.options.ThreadsPerJob);
        slots = new SemaphoreSlim(this.options.Jobs);
        normaliser = new Normaliser(this.options);
        EngineVersion = $"studio/{RecipeVersion} libvips/{report.LibraryVersion}";
        lanes = new Lanes(this.options.ThreadsPerJob);
        cutouts = new CutoutPipeline(lanes, EngineVersion);
        browser = new PageBrowser(this.options.Browser);
    }

    /// <summary>For example "studio/2.7 libvips/8.14.1". A change means that the same input may give other pixels.</summary>
    public string EngineVersion { get; }

    /// <summary>For example "studio/2.7 libvips/8.14.1 video/1.2 ffmpeg/5.1.9"; without the last part where FFmpeg is missing.</summary>
    public string VideoEngineVersion => VideoRuntime.Missing is null ? $"{EngineVersion} video/{VideoVersion} ffmpeg/{VideoRuntime.Version}" : $"{EngineVersion} video/{VideoVersion}";

    /// <summary>For example "studio/2.7 libvips/8.14.1 edit/1.1".</summary>
    public string EditEngineVersion => $"{EngineVersion} edit/{EditVersion}";

    /// <summary>
    /// For example "studio/2.7 libvips/8.14.1 templates/1-3fa09c1b chromium/156", or "… templates/1-3fa09c1b plain" where templates are drawn
    /// without a browser. The middle part changes with every letter of the templates.
    /// </summary>
    public string TemplateEngineVersion => TemplateVersion(browser.Installed is not null);

    /// <summary>Chromium's major version; null where templates are drawn without it.</summary>
    public int? Chromium => browser.Installed?.Major;

    internal PageBrowser Browser => browser;

    // Raised whenever a recipe's pixels change on purpose.
    private const string RecipeVersion = "2.7";
    private const string VideoVersion = "1.2";
    private const string EditVersion = "1.1";

    private const int LogoPixels = 800;

    // Four rooms of 2,000 x 2,000: a full set of a product.
    private const long MostBytesOfRooms = 48_000_000;

    /// <summary>Checks and cleans an upload. A bad file is an outcome, never an exception.</summary>
    public NormaliseOutcome Normalise(ReadOnlyMemory<byte> upload, CancellationToken cancellationToken = default) =>
        InSlot(() => normaliser.Run(upload, cancellationToken), cancellationToken);

    /// <summary>
    /// Separates the product from its backdrop. Always returns a cut-out; its verdict says how good it probably is and
    /// why, up to <see cref="CutoutVerdict.NothingFound"/>. 1 to 1.5 s for 12 megapixels on two cores.
    /// </summary>
    /// <param name="master">A master that <see cref="Normalise"/> made.</param>
    /// <param name="cancellationToken">Ends the wait or the work between two steps.</param>
    /// <exception cref="StudioException">The bytes are no master.</exception>
    public Cutout CutOut(ReadOnlyMemory<byte> master, CancellationToken cancellationToken = default) =>
        InSlot(() => cutouts.Run(master, cancellationToken), cancellationToken);

    /// <summary>
    /// Starts cutting with strokes: finds the product once, about a third of <see cref="CutOut"/>'s time. Open the same
    /// master again and the same strokes give the same bytes, so nothing of a session has to be stored but its strokes.
    /// </summary>
    /// <param name="master">A master that <see cref="Normalise"/> made.</param>
    /// <param name="cancellationToken">Ends the wait or the work between two steps.</param>
    /// <exception cref="StudioException">The bytes are no master.</exception>
    public MattingSession OpenMatting(ReadOnlyMemory<byte> master, CancellationToken cancellationToken = default) =>
        InSlot(() => cutouts.Open(master, cancellationToken), cancellationToken);

    /// <summary>Cuts a session's photo with all the strokes given, none or fewer than before included. Under a second at 2,000 pixels on two cores.</summary>
    /// <param name="session">A session of this engine.</param>
    /// <param name="strokes">What a person marked, in the order drawn.</param>
    /// <param name="cancellationToken">Ends the wait or the work between two steps.</param>
    /// <exception cref="StudioParameterException">A stroke is outside its limits or the photo.</exception>
    public Cutout Recut(MattingSession session, IReadOnlyList<CutoutStroke> strokes, CancellationToken cancellationToken = default)
    {
        CutoutStroke.Check(strokes, session.PhotoWidth, session.PhotoHeight);
        return InSlot(() => cutouts.Recut(session, strokes, cancellationToken), cancellationToken);
    }

    /// <summary>The product on pure white, filling at least 85 % of the frame by its longer side. Checked after encoding.</summary>
    /// <exception cref="StudioParameterException">A parameter is outside its range, or the cut-out is empty.</exception>
    public Rendered MainImage(Cutout cutout, MainImageParameters parameters, CancellationToken cancellationToken = default) =>
        Render("main_image", [cutout], parameters, () => Rendering.MainImage.Render(cutout, parameters), cancellationToken);

    /// <summary>One to six products on one floor line in a scene, with shadows and reflections that fit their feet.</summary>
    /// <exception cref="StudioParameterException">A parameter is outside its range, or a cut-out is empty.</exception>
    public Rendered Scene(IReadOnlyList<Cutout> cutouts, SceneParameters parameters, CancellationToken cancellationToken = default)
    {
        Ranges.Require(nameof(cutouts), cutouts.Count, 1, SceneParameters.MostProducts, "products");
        if (parameters.RelativeHeights.Count > 0)
        {
            Ranges.Require(nameof(parameters.RelativeHeights), parameters.RelativeHeights.Count, cutouts.Count, cutouts.Count, "numbers, one a product");
        }

        return Render("scene", cutouts, parameters, () => SceneImage.Render(cutouts, parameters, rooms, lanes), cancellationToken);
    }

    /// <summary>A small square picture of a product in a scene, as WebP: what <see cref="Scene"/> would make, for choosing.</summary>
    /// <param name="cutout">The product.</param>
    /// <param name="scene">Id of the scene.</param>
    /// <param name="longSide">Pixels. Default 512, range 128 to 1024.</param>
    /// <exception cref="StudioParameterException">A parameter is outside its range, or the cut-out is empty.</exception>
    public byte[] ScenePreview(Cutout cutout, string scene, int longSide = 512, CancellationToken cancellationToken = default) =>
        Previews(cutout, [SceneLibrary.Require(nameof(scene), scene)], longSide, cancellationToken)[0].WebP;

    /// <summary>Previews of all scenes. The product is scaled once for all of them.</summary>
    public IReadOnlyList<ScenePreview> Previews(Cutout cutout, int longSide = 512, CancellationToken cancellationToken = default) =>
        Previews(cutout, SceneLibrary.All, longSide, cancellationToken);

    /// <summary>Previews of some scenes in one picture, as WebP: row by row, the last row may not be full.</summary>
    /// <param name="cutout">The product.</param>
    /// <param name="scenes">Ids of scenes, 1 to 60.</param>
    /// <param name="side">Pixels of a preview's side, 128 to 512.</param>
    /// <param name="columns">Previews in a row, 1 to 10.</param>
    /// <exception cref="StudioParameterException">A parameter is outside its range, or the cut-out is empty.</exception>
    public byte[] PreviewSheet(Cutout cutout, IReadOnlyList<string> scenes, int side, int columns, CancellationToken cancellationToken = default)
    {
        Ranges.Require(nameof(scenes), scenes.Count, 1, 60, "scenes");
        Ranges.Require(nameof(side), side, 128, 512, "pixels");
        Ranges.Require(nameof(columns), columns, 1, 10, "previews");
        RequireProducts([cutout]);
        Scene[] chosen = [.. scenes.Select(id => SceneLibrary.Require(nameof(scenes), id))];
        return InSlot(() => SceneImage.PreviewSheet(cutout, chosen, side, columns, rooms, lanes, cancellationToken), cancellationToken);
    }

    /// <summary>The product with a title and up to three statements, in English or Simplified Chinese.</summary>
    /// <exception cref="StudioParameterException">A parameter is outside its range, or the cut-out is empty.</exception>
    public Rendered Infographic(Cutout cutout, InfographicParameters parameters, CancellationToken cancellationToken = default) =>
        Render("infographic", [cutout], parameters, () => Rendering.Infographic.Render(cutout, parameters, lanes), cancellationToken);

    /// <summary>A product in a scene with a headline, a line, a price and a button, in five shapes.</summary>
    /// <exception cref="StudioParameterException">A parameter is outside its range, or the cut-out is empty.</exception>
    public Rendered Card(Cutout cutout, CardParameters parameters, CancellationToken cancellationToken = default) =>
        Render("card", [cutout], parameters, () => Rendering.Card.Render(cutout, parameters, rooms, lanes), cancellationToken);

    /// <summary>
    /// A product in a designed page: a card, an infographic or a comparison table in one of the styles. Drawn by Chromium; in a plainer
    /// layout where that is missing or failed twice, which the check "renderer" and the engine's version then say.
    /// </summary>
    /// <param name="cutout">The product.</param>
    /// <param name="parameters">Words, colours and fonts.</param>
    /// <param name="logo">PNG of a logo that <see cref="Normalise"/> made, for a corner of the picture; null for none.</param>
    /// <param name="cancellationToken">Ends the wait or the work.</param>
    /// <exception cref="StudioParameterException">A parameter is outside its range, words do not fit, or the cut-out is empty.</exception>
    public async Task<Rendered> TemplateAsync(Cutout cutout, TemplateParameters parameters, byte[]? logo = null, CancellationToken cancellationToken = default)
    {
        parameters.Validate();
        RequireProducts([cutout]);
        await slots.WaitAsync(cancellationToken);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var renderer = new TemplateRenderer(browser, lanes);
            var (picture, byBrowser) = await Task.Run(() => renderer.RenderAsync(cutout, parameters, logo, rooms, cancellationToken), cancellationToken);
            return Finish("template", parameters, picture, TemplateVersion(byBrowser), started);
        }
        catch (VipsException failure)
        {
            throw new StudioException($"The imaging library failed in '{failure.Operation}'.", failure);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>A logo as templates take it: PNG of at most 800 pixels, from a picture that <see cref="Normalise"/> made.</summary>
    public byte[] Logo(ReadOnlyMemory<byte> master, CancellationToken cancellationToken = default) => InSlot(
        () =>
        {
            using var pixels = Decoder.Fit(master, LogoPixels, convertColour: false);
            return Codecs.ToPng(pixels);
        },
        cancellationToken);

    /// <summary>Two to nine products in a grid with a label each.</summary>
    /// <exception cref="StudioParameterException">A parameter is outside its range, the labels are not one a product, or a cut-out is empty.</exception>
    public Rendered VariantsGrid(IReadOnlyList<Cutout> cutouts, VariantsGridParameters parameters, CancellationToken cancellationToken = default)
    {
        Ranges.Require(nameof(cutouts), cutouts.Count, 2, 9, "products");
        Ranges.Require(nameof(parameters.Labels), parameters.Labels.Count, cutouts.Count, cutouts.Count, "labels, one a product");
        return Render("variants_grid", cutouts, parameters, () => Rendering.VariantsGrid.Render(cutouts, parameters, lanes), cancellationToken);
    }

    /// <summary>The product between dimension lines with lengths that somebody measured.</summary>
    /// <exception cref="StudioParameterException">A parameter is outside its range, or the cut-out is empty.</exception>
    public Rendered SizeGuide(Cutout cutout, SizeGuideParameters parameters, CancellationToken cancellationToken = default) =>
        Render("size_guide", [cutout], parameters, () => Rendering.SizeGuide.Render(cutout, parameters, lanes), cancellationToken);

    /// <summary>A photo and what was made of it, side by side, each cut to half the frame or whole in it.</summary>
    /// <param name="before">A master that <see cref="Normalise"/> made.</param>
    /// <param name="after">A picture that the Studio made.</param>
    /// <exception cref="StudioParameterException">A parameter is outside its range.</exception>
    public Rendered BeforeAfter(
        ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, BeforeAfterParameters parameters, CancellationToken cancellationToken = default) =>
        Render("before_after", [], parameters, () => Rendering.BeforeAfter.Render(before, after, parameters, lanes), cancellationToken);

    /// <summary>
    /// A photo after steps that a person chose, applied in their order from the master. The same master, steps and
    /// <see cref="EditEngineVersion"/> give the same bytes on any number of threads.
    /// </summary>
    /// <param name="master">A master that <see cref="Normalise"/> made.</param>
    /// <param name="steps">At most 40; none give the photo as a JPEG.</param>
    /// <param name="cutout">Of the same photo; needed by <see cref="BackgroundStep"/> alone.</param>
    /// <param name="cancellationToken">Ends the wait or the work between two steps.</param>
    /// <exception cref="StudioParameterException">A step is outside its ranges, asks for too large a picture, erases too much, or needs a cut-out that is missing or empty.</exception>
    public EditedPicture Edit(ReadOnlyMemory<byte> master, IReadOnlyList<EditStep> steps, Cutout? cutout = null, CancellationToken cancellationToken = default) => InSlot(
        () =>
        {
            var started = Stopwatch.GetTimestamp();
            var plan = PlanOf(master, steps, cutout);
            using var frame = new EditRenderer(lanes).Full(master, plan, cutout, cancellationToken);
            return EditedPicture.Of(frame, plan, EditEngineVersion, Stopwatch.GetElapsedTime(started), lanes);
        },
        cancellationToken);

    /// <summary>How <see cref="Edit"/> will look, small and quick: radii and sizes are scaled with the picture.</summary>
    /// <param name="longSide">Pixels, 64 to 1280. Smaller results are not enlarged.</param>
    /// <exception cref="StudioParameterException">As with <see cref="Edit"/>.</exception>
    public EditPreview EditPreview(
        ReadOnlyMemory<byte> master, IReadOnlyList<EditStep> steps, Cutout? cutout = null, int longSide = 1280, CancellationToken cancellationToken = default)
    {
        Ranges.Require(nameof(longSide), longSide, 64, 1280, "pixels");
        return InSlot(
            () =>
            {
                var plan = PlanOf(master, steps, cutout);
                using var frame = new EditRenderer(lanes).Preview(master, plan, cutout, longSide, cancellationToken);
                return new EditPreview(EditedPicture.Preview(frame, lanes), plan.Result.Width, plan.Result.Height);
            },
            cancellationToken);
    }

    /// <summary>Makes the music under videos out of a file that nobody vouches for.</summary>
    /// <param name="upload">MP3, M4A, WAV, FLAC or Ogg, at most 20 MB.</param>
    /// <param name="cancellationToken">Ends the work and its child process.</param>
    /// <exception cref="StudioUnavailableException">FFmpeg is missing; the message says how to install it.</exception>
    public async Task<MusicOutcome> MusicAsync(ReadOnlyMemory<byte> upload, CancellationToken cancellationToken = default)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            return await MusicBed.PrepareAsync(upload, cancellationToken);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>
    /// A video of a storyboard, with sound, poster and captions. Work of about the video's own length on two cores.
    /// </summary>
    /// <param name="board">What it shows.</param>
    /// <param name="material">What the storyboard's numbers refer to.</param>
    /// <param name="path">Of the MP4 file; it appears there when it is whole and checked. Its folder must exist.</param>
    /// <param name="progress">Share of frames, 0 to 1, after each frame.</param>
    /// <param name="cancellationToken">Ends the work within a frame's time and leaves no file.</param>
    /// <exception cref="StudioParameterException">The storyboard or a sound is not as expected.</exception>
    /// <exception cref="StudioUnavailableException">FFmpeg is missing; the message says how to install it.</exception>
    public async Task<RenderedVideo> VideoAsync(
        Storyboard board, VideoMaterial material, string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        board.Validate(material.Pictures.Count, material.Products.Count);
        if (VideoRuntime.Missing is { } missing)
        {
            throw new StudioUnavailableException(missing.Message);
        }

        await slots.WaitAsync(cancellationToken);
        try
        {
            var renderer = new VideoRenderer(lanes, VideoEngineVersion);
            return await Task.Run(() => renderer.RunAsync(board, material, path, progress, cancellationToken), cancellationToken);
        }
        catch (VipsException failure)
        {
            throw new StudioException($"The imaging library failed in '{failure.Operation}'.", failure);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>A WebP of a picture that the Studio made or normalised, fitted into a square.</summary>
    /// <param name="image">JPEG, PNG, WebP or AVIF bytes.</param>
    /// <param name="longSidePixels">16 to 4000; 320 and 1280 are the usual ones. Smaller pictures are not enlarged.</param>
    /// <param name="cancellationToken">Ends the wait for a free slot.</param>
    public async Task<byte[]> ThumbnailAsync(ReadOnlyMemory<byte> image, int longSidePixels, CancellationToken cancellationToken = default)
    {
        Ranges.Require(nameof(longSidePixels), longSidePixels, 16, 4000, "pixels");
        await slots.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Guard(() => Thumbnail(image, longSidePixels)), cancellationToken);
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose()
    {
        browser.Dispose();
        slots.Dispose();
    }

    private static byte[] Thumbnail(ReadOnlyMemory<byte> image, int longSide)
    {
        using var pixels = Decoder.FitFast(image, longSide);
        return Codecs.ToWebP(pixels);
    }

    private IReadOnlyList<ScenePreview> Previews(Cutout cutout, IReadOnlyList<Scene> scenes, int longSide, CancellationToken cancellationToken)
    {
        Ranges.Require(nameof(longSide), longSide, 128, 1024, "pixels");
        RequireProducts([cutout]);
        return InSlot(() => SceneImage.Previews(cutout, scenes, longSide, rooms, lanes, cancellationToken), cancellationToken);
    }

    private Rendered Render(
        string recipe, IReadOnlyList<Cutout> cutouts, RecipeParameters parameters, Func<Picture> work, CancellationToken cancellationToken)
    {
        parameters.Validate();
        RequireProducts(cutouts);
        return InSlot(
            () =>
            {
                var started = Stopwatch.GetTimestamp();
                return Finish(recipe, parameters, work(), EngineVersion, started);
            },
            cancellationToken);
    }

    private static EditPlan PlanOf(ReadOnlyMemory<byte> master, IReadOnlyList<EditStep> steps, Cutout? cutout)
    {
        using var header = Decoder.Header(FileSignature.Recognise(master.Span) ?? SourceFormat.Jpeg, master);
        var plan = EditPlan.Of(steps, header.Width, header.Height);
        if (plan.NeedsCutout && cutout is not { Box.Width: > 0 })
        {
            var at = $"steps[{steps.TakeWhile(step => step is not BackgroundStep).Count()}]";
            throw new StudioParameterException(at, $"{at}: expected a photo whose product can be told from its backdrop, got {(cutout is null ? "no" : "an empty")} cut-out.");
        }

        return plan;
    }

    private static Rendered Finish(string recipe, RecipeParameters parameters, Picture picture, string engine, long started)
    {
        var (width, height) = parameters.Frame;
        var places = picture.Products.Select(product => FrameShare.Of(product, width, height)).ToArray();
        return new Rendered(picture.Bytes, Codecs.Jpeg, width, height, recipe, parameters, engine, Stopwatch.GetElapsedTime(started), places[0],
            [.. picture.Checks, .. PictureQuality.Measure(picture.Bytes, picture.Standing)])
        {
            Products = places,
        };
    }

    private string TemplateVersion(bool byBrowser) =>
        $"{EngineVersion} templates/{TemplateLibrary.Version} {(byBrowser ? $"chromium/{browser.Installed!.Major}" : "plain")}";

    private static void RequireProducts(IReadOnlyList<Cutout> cutouts)
    {
        if (cutouts.Any(cutout => cutout.Box.Width == 0))
        {
            throw new StudioParameterException("cutout", "cutout: expected a product, got an empty cut-out; its verdict says why.");
        }
    }

    private T InSlot<T>(Func<T> work, CancellationToken cancellationToken)
    {
        slots.Wait(cancellationToken);
        try
        {
            return Guard(work);
        }
        finally
        {
            slots.Release();
        }
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (VipsException failure)
        {
            throw new StudioException($"The imaging library failed in '{failure.Operation}'.", failure);
        }
    }
}
