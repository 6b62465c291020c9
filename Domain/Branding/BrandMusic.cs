namespace CommerceOS.Domain.Branding;

public enum MusicState { Processing, Ready, Refused }

/// <summary>The music under a workspace's videos, where the merchant brought some. Videos keep the music that they were made with.</summary>
public sealed class BrandMusic
{
    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Of the newest upload: names its objects.</summary>
    public required Guid MusicId { get; set; }

    /// <summary>As the merchant's file was called.</summary>
    public required string FileName { get; set; }

    public MusicState State { get; private set; }

    /// <summary>Of the sound as videos get it (M4A), lower-case hex.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>Length in seconds of what is kept.</summary>
    public double Seconds { get; private set; }

    public string? RefusedCode { get; private set; }

    public string? RefusedDetail { get; private set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public uint Version { get; private set; }

    /// <summary>The sound that videos get now; null while it is prepared and where it was refused.</summary>
    public string? ReadyKey => State == MusicState.Ready ? Key(MusicId, "music") : null;

    public void Take(Guid id, string fileName, DateTimeOffset now)
    {
        (MusicId, FileName, State, UpdatedAt) = (id, fileName, MusicState.Processing, now);
        (Sha256, Seconds, RefusedCode, RefusedDetail) = (null, 0, null, null);
    }

    public void Finish(string sha256, double seconds) => (State, Sha256, Seconds) = (MusicState.Ready, sha256, seconds);

    public void Refuse(string code, string detail) => (State, RefusedCode, RefusedDetail) = (MusicState.Refused, code, detail);

    /// <summary>Whether bytes under this name are still wanted: <c>upload</c> until it is decoded, <c>music</c> from then on.</summary>
    public bool Owns(Guid music, string rendition) => MusicId == music && State switch
    {
        MusicState.Processing => true,
        MusicState.Ready => rendition == "music",
        MusicState.Refused => false,
        _ => throw new ArgumentOutOfRangeException(nameof(rendition), State, "unknown state"),
    };

    public static string Key(Guid id, string rendition) => $"music/{id:N}/{rendition}";
}
