namespace CommerceOS.Domain.Branding;

/// <summary>Job: decode an uploaded logo in full and make the picture that templates draw.</summary>
public sealed record PrepareLogo(Guid WorkspaceId, Guid LogoId)
{
    public const string Kind = "branding.prepare-logo";

    /// <summary>Kind of the job that refuses the logo when the one that prepares it died.</summary>
    public const string DeadKind = "branding.prepare-logo.dead";
}

/// <summary>Job: decode uploaded music in full and make the sound that videos get.</summary>
public sealed record PrepareMusic(Guid WorkspaceId, Guid MusicId)
{
    public const string Kind = "branding.prepare-music";

    /// <summary>Kind of the job that refuses the music when the one that prepares it died.</summary>
    public const string DeadKind = "branding.prepare-music.dead";
}
