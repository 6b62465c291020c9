using System.Text.Json.Serialization;

namespace CommerceOS.Studio.Video;

/// <summary>
/// What a video shows, shot by shot. Data only: pictures and products are named by their place in <see cref="VideoMaterial"/>.
/// The video is as long as its shots minus the crossfades between them.
/// </summary>
public sealed record Storyboard
{
    /// <summary>Longest video in seconds.</summary>
    public const double LongestSeconds = 60;

    /// <summary>Default <see cref="VideoShape.Square"/>.</summary>
    public VideoShape Shape { get; init; } = VideoShape.Square;

    /// <summary>Default 30, range 24 to 60.</summary>
    public int FramesPerSecond { get; init; } = 30;

    /// <summary>Overlap of two neighbouring shots in seconds. Default .6, range 0 to 1.5; at most half of the shorter shot.</summary>
    public double CrossfadeSeconds { get; init; } = .6;

    /// <summary>1 to 12 shots.</summary>
    public required IReadOnlyList<Shot> Shots { get; init; }

    /// <summary>Language of captions and texts: fonts, line breaks, and the language of the caption file.</summary>
    public InfographicLanguage Language { get; init; } = InfographicLanguage.English;

    /// <summary>True draws captions into the picture; the caption file is made in any case. Default true.</summary>
    public bool BurnCaptions { get; init; } = true;

    [JsonIgnore]
    public double Seconds => Shots.Sum(shot => shot.Seconds) - CrossfadeSeconds * (Shots.Count - 1);

    /// <exception cref="StudioParameterException">A value is outside its range; the message says what was expected and what came.</exception>
    public void Validate(int pictures, int products)
    {
        Ranges.RequireKnown(nameof(Shape), Shape);
        Ranges.RequireKnown(nameof(Language), Language);
        Ranges.Require(nameof(FramesPerSecond), FramesPerSecond, 24, 60, "frames a second");
        Ranges.Require(nameof(CrossfadeSeconds), CrossfadeSeconds, 0, 1.5, "seconds");
        Ranges.Require(nameof(Shots), Shots.Count, 1, 12, "shots");
        foreach (var shot in Shots)
        {
            shot.Validate(pictures, products);
        }

        if (Shots.Count > 1)
        {
            Ranges.Require(nameof(CrossfadeSeconds), CrossfadeSeconds, 0, Shots.Min(shot => shot.Seconds) / 2, "seconds (half of the shortest shot)");
        }

        Ranges.Require(nameof(Seconds), Seconds, 1, LongestSeconds, "seconds in all");
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<VideoShape>))]
public enum VideoShape
{
    /// <summary>1080 x 1080, 1:1.</summary>
    Square,

    /// <summary>1080 x 1920, 9:16.</summary>
    Portrait,

    /// <summary>1920 x 1080, 16:9.</summary>
    Landscape,
}
