namespace CommerceOS.Domain.Branding;

/// <summary>How a shop speaks: it chooses the words of buttons, which state nothing about a product.</summary>
public enum BrandTone { Plain, Warm, Premium, Playful }

public enum LogoState { None, Processing, Ready, Refused }

/// <summary>
/// How a workspace's pictures look where the merchant chooses nothing else. Pictures keep the values that they were made with: changing the
/// brand changes those made from then on.
/// </summary>
public sealed class BrandKit
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required BrandColours Colours { get; set; }

    /// <summary>One of <see cref="BrandFonts.All"/>, or null for each design's own.</summary>
    public string? HeadlineFont { get; set; }

    public string? TextFont { get; set; }

    public BrandTone Tone { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Of the newest upload: names its objects. Null for none.</summary>
    public Guid? LogoId { get; private set; }

    public LogoState LogoState { get; private set; }

    /// <summary>Of the logo as it is drawn (PNG), lower-case hex.</summary>
    public string? LogoSha256 { get; private set; }

    public int LogoWidth { get; private set; }

    public int LogoHeight { get; private set; }

    public string? LogoRefusedCode { get; private set; }

    public string? LogoRefusedDetail { get; private set; }

    public uint Version { get; private set; }

    /// <summary>The logo that pictures get now; null while it is prepared and where there is none.</summary>
    public string? ReadyLogo => LogoState == LogoState.Ready ? LogoKey(LogoId!.Value, "logo") : null;

    public void TakeLogo(Guid id, DateTimeOffset now)
    {
        ClearLogo(now);
        (LogoId, LogoState) = (id, LogoState.Processing);
    }

    public void FinishLogo(string sha256, int width, int height) => (LogoState, LogoSha256, LogoWidth, LogoHeight) = (LogoState.Ready, sha256, width, height);

    public void RefuseLogo(string code, string detail) => (LogoState, LogoRefusedCode, LogoRefusedDetail) = (LogoState.Refused, code, detail);

    public void ClearLogo(DateTimeOffset now)
    {
        (LogoId, LogoState, LogoSha256, LogoWidth, LogoHeight) = (null, LogoState.None, null, 0, 0);
        (LogoRefusedCode, LogoRefusedDetail, UpdatedAt) = (null, null, now);
    }

    /// <summary>Whether bytes under this name are the brand's: <c>upload</c> until it is decoded, <c>logo</c> from then on.</summary>
    public bool Owns(Guid logo, string rendition) => LogoId == logo && LogoState switch
    {
        LogoState.Processing => true,
        LogoState.Ready => rendition == "logo",
        LogoState.None or LogoState.Refused => false,
        _ => throw new ArgumentOutOfRangeException(nameof(rendition), LogoState, "unknown state"),
    };

    public static string LogoKey(Guid id, string rendition) => $"brand/{id:N}/{rendition}";
}
