using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Domain;

public sealed class ListingCopyWriterTests
{
    private static readonly CopyFacts Flask = new(
        "FLASK",
        [
            new("en", "Trail Flask", "Keeps drinks hot or cold on long walks.", ["Double wall of stainless steel", "lid of bamboo"]),
            new("zh-Hans", "山径保温瓶", "长途徒步也能保温保冷。", ["双层不锈钢瓶身", "竹制杯盖"]),
        ],
        "Northlight", "Water bottles", [new("Capacity", "750 ml"), new("Colour", "Dark green"), new("Secret process", "cold-forged by monks")]);

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public void Every_word_comes_from_a_fact(string language)
    {
        var text = ListingCopyWriter.Write(Flask, language, new()).Text;
        var allowed = string.Join(' ', Flask.Texts.SelectMany(t => t.Features.Append(t.Title).Append(t.Description)).Append(Flask.Brand).Append(Flask.Category)
            .Concat(Flask.Attributes.SelectMany(a => new[] { a.Name, a.Value, FactWords.Name(a.Name, language), FactWords.Value(a.Value, language) })));
        foreach (var field in (string[])["title", "bullets", "description", "keywords", "seoTitle", "seoDescription"])
        {
            foreach (var word in ListingCopyWriter.Field(text, field).SelectMany(p => p.Split([' ', ',', '.', ':', '，', '。', '：', '|', '\n'], StringSplitOptions.RemoveEmptyEntries)))
            {
                allowed.ShouldContain(word, Case.Insensitive, $"{field} in {language}");
            }
        }
    }

    [Fact]
    public void A_fact_without_words_in_the_language_is_left_out_and_named()
    {
        var chinese = ListingCopyWriter.Write(Flask, "zh-Hans", new());
        chinese.Text.Description.ShouldNotContain("monks");
        chinese.Checks.ShouldContain(c => c.Code == "fact_not_translated" && c.Message.Contains("Secret process"));
        ListingCopyWriter.Write(Flask, "en", new()).Text.Description.ShouldContain("cold-forged by monks");
    }

    [Fact]
    public void A_product_without_text_in_the_language_says_so()
    {
        var english = Flask with { Texts = [Flask.Texts[0]] };
        ListingCopyWriter.Write(english, "zh-Hans", new()).Checks.ShouldContain(c => c.Code == "not_translated");
    }

    [Theory]
    [InlineData("en", "extraordinarily ")]
    [InlineData("en", "W")]
    [InlineData("zh-Hans", "非常耐用的")]
    [InlineData("zh-Hans", "𠮷")]
    public void However_long_the_facts_are_every_limit_holds(string language, string unit)
    {
        var title = string.Concat(Enumerable.Repeat(unit, 150))[..140].TrimEnd('\ud842');
        var feature = string.Concat(Enumerable.Repeat(unit, 200))[..190].TrimEnd('\ud842');
        var facts = new CopyFacts(
            "LONG", [new(language, title, string.Join('\n', Enumerable.Repeat(feature, 20)), [.. Enumerable.Repeat(feature, 10)])], "Brand of " + title[..40].TrimEnd('\ud842'), feature,
            [.. Enumerable.Range(0, 50).Select(i => new Fact("Material", feature))]);
        var written = ListingCopyWriter.Write(facts, language, new());
        written.Checks.ShouldNotContain(c => c.Code == "too_long", string.Join(" ", written.Checks.Select(c => c.Message)));
        written.Text.Title.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_text_over_a_hard_limit_is_found()
    {
        var text = new CopyText(new string('t', 201), [], "", "", "", "");
        ListingCopyWriter.Check(text, "en").ShouldContain(c => c.Code == "too_long" && c.Tone == CheckTone.Bad && c.Measured == 201);
        ListingCopyWriter.Check(text with { Title = new string('标', 31) }, "zh-Hans").ShouldContain(c => c.Measured == 62 && c.Expected == 60);
    }

    [Theory]
    [InlineData("one two three", 7, "one two")]
    [InlineData("one two three", 9, "one two")]
    [InlineData("one, two", 5, "one")]
    [InlineData("unbreakable", 5, "unbre")]
    [InlineData("保温瓶，竹盖", 4, "保温瓶")]
    public void Texts_are_cut_between_words(string text, int max, string expected) => TextLimits.Cut(text, max, TextUnit.Characters).ShouldBe(expected);

    [Fact]
    public void Bytes_are_counted_as_Taobao_counts_them() => TextLimits.Measure("保温瓶 750ml", TextUnit.GbkBytes).ShouldBe(12);
}
