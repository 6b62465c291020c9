using System.Globalization;

namespace CommerceOS.Domain.Branding;

/// <summary>Decides whether bytes look like a sound that can be music, before anything is decoded.</summary>
public static class MusicProbe
{
    public const int MaxSizeBytes = 20 * 1024 * 1024;
    private const int FewestBytes = 128;

    /// <returns>Null for what can be tried; else why not, with a stable code.</returns>
    public static MusicRefusal? Refuse(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxSizeBytes) return new("music_too_large", string.Create(CultureInfo.InvariantCulture, $"Expected at most 20 MB, got {file.Length / 1048576.0:0.0} MB."));
        if (file.IsEmpty) return new("music_empty", "Expected a sound, got an empty file.");
        return file.Length < FewestBytes || !IsSound(file) ? new("music_format", "Expected music as MP3, M4A, WAV, FLAC or Ogg; the content is none of these.") : null;
    }

    private static bool IsSound(ReadOnlySpan<byte> file) =>
        file.StartsWith("ID3"u8) || (file[0] == 0xFF && (file[1] & 0xE6) == 0xE2)
        || (file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WAVE"u8))
        || file.StartsWith("fLaC"u8) || file.StartsWith("OggS"u8) || file[4..8].SequenceEqual("ftyp"u8);
}

/// <param name="Code">Stable, for example <c>music_format</c>.</param>
/// <param name="Detail">What was expected and what came.</param>
public sealed record MusicRefusal(string Code, string Detail);
