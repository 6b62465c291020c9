namespace CommerceOS.Contracts.Branding;

/// <summary>Chooses the words of buttons on cards; it adds no statement about a product.</summary>
public enum BrandTone { Plain, Warm, Premium, Playful }

public enum LogoState { Processing, Ready, Refused }

public enum MusicState { Processing, Ready, Refused }

/// <summary>How a workspace's pictures look where nothing else is chosen. Pictures that are there keep what they were made with.</summary>
/// <param name="Exists">False until the brand is saved or a logo is uploaded: the values are then a suggestion that no picture uses.</param>
/// <param name="Primary">As <c>#rrggbb</c>: buttons, the own column of a comparison, whole pages of the bold style.</param>
/// <param name="Accent">Lines and marks.</param>
/// <param name="Ink">Words.</param>
/// <param name="Ground">What they stand on.</param>
/// <param name="Contrast">Of ink on ground, 1 to 21; under 4.5 it is hard to read, and pictures use a darker or lighter ink.</param>
/// <param name="HeadlineFont">A family of <paramref name="Fonts"/>; null for each design's own.</param>
/// <param name="TextFont">The same for all other words.</param>
/// <param name="Logo">Null for none.</param>
/// <param name="Fonts">The families that this installation can draw with.</param>
/// <param name="Music">What videos get under them; null for none.</param>
public sealed record BrandDto(
    bool Exists, string Primary, string Accent, string Ink, string Ground, double Contrast, string? HeadlineFont, string? TextFont, BrandTone Tone, BrandLogoDto? Logo,
    IReadOnlyList<string> Fonts, BrandMusicDto? Music = null);

/// <param name="Width">Pixels of the logo as it is drawn, at most 800 on the longer side; 0 until it is ready.</param>
/// <param name="RefusedCode">Stable, for example <c>photo_corrupt</c>; null unless refused.</param>
public sealed record BrandLogoDto(LogoState State, int Width, int Height, string? RefusedCode, string? RefusedDetail);

/// <param name="FileName">As the merchant's file was called.</param>
/// <param name="Seconds">Length of what is kept, at most 60; 0 until it is ready.</param>
/// <param name="Sha256">Of the sound, lower-case hex; null until it is ready.</param>
/// <param name="RefusedCode">Stable, for example <c>music_corrupt</c>; null unless refused.</param>
public sealed record BrandMusicDto(MusicState State, string FileName, double Seconds, string? Sha256, string? RefusedCode, string? RefusedDetail);

/// <param name="Tone">Null for plain.</param>
public sealed record BrandInput(string? Primary, string? Accent, string? Ink, string? Ground, string? HeadlineFont = null, string? TextFont = null, BrandTone? Tone = null);
