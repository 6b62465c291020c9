namespace CommerceOS.Domain.Branding;

/// <summary>What a button says. It invites and states nothing, so no fact is needed for it.</summary>
public static class BrandWords
{
    public static string Button(BrandTone tone, string language) => (language, tone) switch
    {
        (Languages.SimplifiedChinese, BrandTone.Plain) => "立即购买",
        (Languages.SimplifiedChinese, BrandTone.Warm) => "带它回家",
        (Languages.SimplifiedChinese, BrandTone.Premium) => "进一步了解",
        (Languages.SimplifiedChinese, BrandTone.Playful) => "就要这个",
        (_, BrandTone.Plain) => "Shop now",
        (_, BrandTone.Warm) => "Take it home",
        (_, BrandTone.Premium) => "Discover",
        (_, BrandTone.Playful) => "Yes, please",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "unknown tone"),
    };
}
