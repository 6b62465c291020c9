using System.Globalization;

namespace CommerceOS.Studio.Video;

/// <summary>
/// Music and voice as FFmpeg inputs and a filter. The sounds lie as files beside the video while it is made; their
/// format is recognised by content and given to FFmpeg, which otherwise would try every demuxer it has on them.
/// </summary>
internal sealed class SoundTrack : IDisposable
{
    private const int LargestBytes = 20 * 1024 * 1024;
    private const double MusicUnderVoice = .28;

    private readonly List<string> files = [];
    private readonly List<string> inputs = [];
    private readonly double music;
    private readonly double voice;
    private readonly bool hasMusic;
    private readonly bool hasVoice;

    internal SoundTrack(VideoMaterial material, string folder)
    {
        (hasMusic, hasVoice) = (material.Music is not null, material.Voice is not null);
        (music, voice) = (material.Music?.Volume ?? 0, material.Voice?.Volume ?? 0);
        if (material.Music is { } bed)
        {
            Add(bed, "music", folder, loop: true);
        }

        if (material.Voice is { } speech)
        {
            Add(speech, "voice", folder, loop: false);
        }

        if (inputs.Count == 0)
        {
            inputs.AddRange(["-f", "lavfi", "-i", "anullsrc=channel_layout=stereo:sample_rate=48000"]); // some shops refuse files without sound
        }
    }

    internal IReadOnlyList<string> Inputs => inputs;

    internal string Filter(string seconds)
    {
        var fadeFrom = Math.Max(0, double.Parse(seconds, CultureInfo.InvariantCulture) - 1.2);
        var bed = string.Create(CultureInfo.InvariantCulture, $"volume={music * (hasVoice ? MusicUnderVoice : 1):0.###},afade=t=in:d=0.4,afade=t=out:st={fadeFrom:0.###}:d=1.2");
        var speech = string.Create(CultureInfo.InvariantCulture, $"volume={voice:0.###}");
        const string format = "aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo";
        return (hasMusic, hasVoice) switch
        {
            (false, false) => "[1:a]anull[a]",
            (true, false) => $"[1:a]{format},{bed}[a]",
            (false, true) => $"[1:a]{format},{speech},apad[a]",
            (true, true) => $"[1:a]{format},{bed}[m];[2:a]{format},{speech},apad[s];[m][s]amix=inputs=2:duration=first:normalize=0[a]",
        };
    }

    public void Dispose() => files.ForEach(File.Delete);

    private void Add(Sound sound, string name, string folder, bool loop)
    {
        Ranges.Require($"{name}.Volume", sound.Volume, 0, 2, "times");
        Ranges.Require($"{name}.Content", sound.Content.Length, 1, LargestBytes, "bytes");
        var format = FormatOf(sound.Content.Span)
            ?? throw new StudioParameterException(name, $"{name}: expected MP3, WAV, FLAC, Ogg or M4A; the content is none of these.");
        var file = Path.Combine(folder, Path.GetRandomFileName());
        files.Add(file);
        File.WriteAllBytes(file, sound.Content.ToArray());
        inputs.AddRange([.. loop ? (string[])["-stream_loop", "-1"] : [], "-protocol_whitelist", "file,pipe", "-f", format, "-i", file]);
    }

    /// <summary>FFmpeg's name of the demuxer; null for what is no sound that is taken.</summary>
    internal static string? FormatOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("ID3"u8) || content.Length > 2 && content[0] == 0xFF && (content[1] & 0xE6) == 0xE2 ? "mp3"
        : content.StartsWith("RIFF"u8) && content.Length > 12 && content[8..12].SequenceEqual("WAVE"u8) ? "wav"
        : content.StartsWith("fLaC"u8) ? "flac"
        : content.StartsWith("OggS"u8) ? "ogg"
        : content.Length > 12 && content[4..8].SequenceEqual("ftyp"u8) ? "mov"
        : null;
}
