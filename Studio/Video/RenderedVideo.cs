namespace CommerceOS.Studio.Video;

/// <summary>What a storyboard's numbers refer to.</summary>
public sealed record VideoMaterial
{
    /// <summary>Finished pictures: JPEG, PNG or WebP that the Studio made or normalised.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pictures { get; init; } = [];

    /// <summary>Products without their backdrop.</summary>
    public IReadOnlyList<Cutout> Products { get; init; } = [];

    /// <summary>Music under the whole video, repeated if it is shorter and faded out; null for none.</summary>
    public Sound? Music { get; init; }

    /// <summary>A voice from the beginning on, over lowered music; null for none.</summary>
    public Sound? Voice { get; init; }
}

/// <summary>An encoded sound.</summary>
/// <param name="Content">MP3, WAV, FLAC, Ogg or M4A, recognised by content, at most 20 MiB.</param>
/// <param name="Volume">Factor, 0 to 2. 1 leaves it as it is.</param>
public sealed record Sound(ReadOnlyMemory<byte> Content, double Volume = 1);

/// <summary>A finished and checked video file.</summary>
/// <param name="Path">MP4: H.264 High in 4:2:0 and BT.709, AAC stereo, index at the front so that it plays while it loads.</param>
/// <param name="SizeBytes">Of the file.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Duration">Frames over frames a second.</param>
/// <param name="Poster">JPEG of a frame early in the first shot, in the video's size.</param>
/// <param name="Captions">WebVTT with the storyboard's captions, or null where there are none.</param>
/// <param name="EngineVersion">The same material, storyboard and version give the same bytes.</param>
/// <param name="Elapsed">Time of work.</param>
/// <param name="Checks">What was measured on the finished file.</param>
public sealed record RenderedVideo(
    string Path,
    long SizeBytes,
    int Width,
    int Height,
    TimeSpan Duration,
    byte[] Poster,
    string? Captions,
    string EngineVersion,
    TimeSpan Elapsed,
    IReadOnlyList<ImageCheck> Checks);
