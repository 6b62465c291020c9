using CommerceOS.Studio;
using CommerceOS.Studio.Rendering;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class InfographicTextTests(StudioFixture studio)
{
    private static readonly TextStyle Style = new("Bold", 100, 50, "#102030", Centred: true);

    [Theory]
    [InlineData("Trail Flask", InfographicLanguage.English)]
    [InlineData("A vacuum flask for long days on the mountain and short ones in town", InfographicLanguage.English)]
    [InlineData("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", InfographicLanguage.English)]
    [InlineData("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", InfographicLanguage.English)]
    [InlineData("高山保温杯，二十四小时保冷，十二小时保温，适合徒步、露营与日常通勤使用，附赠便携提绳与清洁刷，环保竹盖设计", InfographicLanguage.SimplifiedChinese)]
    [InlineData("<b>&amp;</span> \"quoted\" 'single' ]]> <![CDATA[", InfographicLanguage.English)]
    [InlineData("bell\u0007 zero\u0000 broken\uD800 surrogate", InfographicLanguage.English)]
    [InlineData("مرحبا بالعالم", InfographicLanguage.English)]
    public void Text_of_any_kind_fits_its_area(string text, InfographicLanguage language)
    {
        using var block = TextBlock.Fit(text, Style, language, 900, 260);

        block.Width.ShouldBeInRange(1, 900);
        block.Height.ShouldBeInRange(1, 260);
    }

    [Fact]
    public void Markup_in_a_merchants_text_is_drawn_and_not_obeyed()
    {
        using var plain = TextBlock.Fit("big", Style, InfographicLanguage.English, 2000, 200);
        using var tagged = TextBlock.Fit("<b>big</b>", Style, InfographicLanguage.English, 2000, 200);
        using var ampersand = TextBlock.Fit("a & b", Style, InfographicLanguage.English, 2000, 200);

        tagged.Width.ShouldBeGreaterThan(plain.Width * 2, "the angle brackets take room");
        ampersand.Width.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void No_word_is_left_alone_on_the_last_line()
    {
        const string text = "Keeps your tea hot for twelve hours outside";
        using var block = TextBlock.Fit(text, Style with { Size = 60 }, InfographicLanguage.English, 1180, 260);

        block.Width.ShouldBeLessThan(900, "two even lines are much narrower than the area; one long line and a widow are not");
    }

    [Fact]
    public void Chinese_letters_are_drawn_and_not_boxes()
    {
        using var forever = TextBlock.Fit("永", Style, InfographicLanguage.SimplifiedChinese, 300, 300);
        using var one = TextBlock.Fit("一", Style, InfographicLanguage.SimplifiedChinese, 300, 300);

        ((double)one.Image.Width / one.Image.Height).ShouldBeGreaterThan(4, "the numeral one is a single stroke; a box for a missing letter is not");
        forever.Image.Height.ShouldBeGreaterThan(60);
    }

    [Theory]
    [InlineData(InfographicTheme.Cream)]
    [InlineData(InfographicTheme.Mist)]
    [InlineData(InfographicTheme.Blush)]
    public void A_full_infographic_passes_its_own_checks(InfographicTheme theme)
    {
        var ball = studio.Engine.CutOut(studio.Normalised(StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo)).Master);

        var image = studio.Engine.Infographic(ball, new InfographicParameters
        {
            Title = "<i>The</i> ball that bounces & bounces",
            Subtitle = "Natural rubber, made in small batches",
            Theme = theme,
            SidePixels = 1000,
            Features = [new("Lasts for years", "Tested for 20,000 throws on rough ground"), new("Floats"), new("Rückgaberecht ohne Fragen", "Dreißig Tage")],
        });

        image.Passed.ShouldBeTrue(string.Join(", ", image.Checks));
        image.Checks.Single(check => check.Name == "text_fits").Measured.ShouldBe("0 of 7 blocks outside the frame");
    }
}
