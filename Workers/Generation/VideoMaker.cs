using System.Text.Json;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;
using CommerceOS.Studio.Video;

namespace CommerceOS.Workers.Generation;

/// <summary>Turns a product's shots into the Studio's storyboard and its material.</summary>
internal static class VideoMaker
{
    private const int PicturePixels = 2000;

    /// <summary>Whether the brand's music goes under it, where there is some. Videos from before there was music have none.</summary>
    public static bool WantsMusic(string recipe, string parameters)
    {
        if (recipe != Recipes.ProductVideo.Id) return false;
        using var document = JsonDocument.Parse(parameters);
        return document.RootElement.TryGetProperty("music", out var music) && music.GetBoolean();
    }

    /// <summary>The person's shots, or the suggested ones where there are none.</summary>
    public static IReadOnlyList<ShotDraft> Shots(JsonElement parameters, Product product)
    {
        var (given, _) = ShotDraft.Read(parameters.GetProperty("storyboard"), "storyboard");
        return given.Count > 0 ? given : VideoPlan.Suggest(product, parameters.GetProperty("language").GetString()!, parameters.GetProperty("scene").GetString()!);
    }

    public static async Task<MadePiece> MakeAsync(
        StudioEngine studio, Cutout cutout, string parameters, IReadOnlyList<ShotDraft> shots, byte[]? music, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(parameters);
        var p = document.RootElement;
        var scene = p.GetProperty("scene").GetString()!;
        // A picture of each scene that is looked at closely or stands behind words.
        var scenes = shots.Where(s => s.Kind != ShotDraft.Studio).Select(s => s.Scene ?? scene).Distinct().ToList();
        var pictures = scenes.Select(s => (ReadOnlyMemory<byte>)studio.Scene([cutout], new() { Scene = s, Width = PicturePixels, Height = PicturePixels }, cancellationToken).Bytes).ToList();
        var board = new Storyboard
        {
            Shape = Enum.Parse<VideoShape>(p.GetProperty("shape").GetString()!, ignoreCase: true), CrossfadeSeconds = ShotDraft.Crossfade,
            Language = PictureMaker.LanguageOf(p.GetProperty("language").GetString()!),
            BurnCaptions = p.GetProperty("captions").GetBoolean(),
            Shots = [.. shots.Select((shot, i) => Shot(shot, i, scene, scenes))],
        };
        var file = Path.Combine(Path.GetTempPath(), $"commerceos-{Path.GetRandomFileName()}.mp4");
        try
        {
            var video = await studio.VideoAsync(board, new() { Pictures = pictures, Products = [cutout], Music = music is null ? null : new(music) }, file, progress, cancellationToken);
            return new(
                AssetKind.Video, () => File.OpenRead(file), video.Poster, "video/mp4", "mp4", video.Width, video.Height, video.EngineVersion, video.Duration.TotalSeconds, video.Captions,
                Alignment: null, PictureChecks.Of(video.Checks, cutout.Verdict), file);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    private static Shot Shot(ShotDraft shot, int place, string scene, List<string> scenes)
    {
        var here = shot.Scene ?? scene;
        return shot.Kind switch
        {
            // Every other shot travels the other way, as a walk around the product would.
            ShotDraft.Studio => new ParallaxShot
            {
                Product = 0, Seconds = shot.Seconds, Caption = shot.Caption, Backdrop = here, Travel = place % 4 == 0 ? .05 : -.05, Light = place % 4 == 0 ? LightSide.Left : LightSide.Right,
            },
            ShotDraft.CloseUp => new KenBurnsShot
            {
                Picture = scenes.IndexOf(here), Seconds = shot.Seconds, Caption = shot.Caption, Framing = ShotFraming.Cover, ZoomFrom = 1.75, ZoomTo = 1.5,
                From = new(.5, .36), To = new(.5, .58),
            },
            ShotDraft.Text => new TextShot { Seconds = shot.Seconds, Title = shot.Title!, Line = shot.Line, Picture = scenes.IndexOf(here) },
            _ => throw new GenerationFailedException("shot_gone", $"Shots of the kind {shot.Kind} do not exist any more."),
        };
    }
}
