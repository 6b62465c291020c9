using System.Text.Json;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Domain;

/// <summary>Sizes and lists of photos, as recipes read them, and what a product's facts say of its size.</summary>
public sealed class ProductSizeTests
{
    [Theory]
    [InlineData("Height: 24 cm", null, 24d, null, "cm")]
    [InlineData("width: 300mm|HEIGHT: 1,2 m|Depth: 8.5 cm", 30d, 120d, 8.5, "cm")]
    [InlineData("Height: 12 in|Width: 3.5\"", 3.5, 12d, null, "in")]
    [InlineData("Height: 10 in|Width: 20 cm", 20d, 25.4, null, "cm")]
    [InlineData("Dimensions: Ø 7.4 x 24 cm", 7.4, 24d, null, "cm")]
    [InlineData("Dimensions: W 30 x D 20 x H 40 cm", 30d, 40d, 20d, "cm")]
    [InlineData("尺寸: 宽30×高40厘米", 30d, 40d, null, "cm")]
    [InlineData("Diameter: 9 cm|Height: 9.7 cm", 9d, 9.7, null, "cm")]
    public void Facts_that_say_which_length_is_which_are_a_size(string facts, double? width, double? height, double? depth, string unit) =>
        ProductSize.Of(Product(facts)).ShouldBe(new ProductSize((decimal?)width, (decimal?)height, (decimal?)depth, unit));

    [Theory]
    [InlineData("")]
    [InlineData("Dimensions: 25 x 16 x 5 cm")]
    [InlineData("Dimensions: 30 x 20 cm")]
    [InlineData("Height: tall")]
    [InlineData("Height: 24")]
    [InlineData("Height: about 24 cm")]
    [InlineData("Height: 0 cm")]
    [InlineData("Height: 99999 m")]
    [InlineData("Length: 40 cm")]
    [InlineData("Depth: 8 cm")]
    [InlineData("Volume: 500 ml")]
    [InlineData("Dimensions: W 30 x W 20 cm")]
    public void Nothing_is_guessed_from_facts_that_leave_it_open(string facts) => ProductSize.Of(Product(facts)).ShouldBeNull();

    [Theory]
    [InlineData("""{"height":24.50,"unit":"cm"}""", """{"width":null,"height":24.5,"depth":null,"unit":"cm"}""")]
    [InlineData("""{"unit":"in","depth":3,"width":10.0}""", """{"width":10,"height":null,"depth":3,"unit":"in"}""")]
    [InlineData("""{}""", """{}""")]
    public void The_same_size_is_always_the_same_text(string given, string expected)
    {
        var (json, errors) = Recipes.SizeGuide.Canonicalise(Parse($$"""{"size":{{given}}}"""));

        errors.ShouldBeEmpty();
        Parse(json).GetProperty("size").GetRawText().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"size":[]}""", "size", "not_a_size")]
    [InlineData("""{"size":{"height":-1}}""", "size.height", "not_a_length")]
    [InlineData("""{"size":{"height":"24"}}""", "size.height", "not_a_length")]
    [InlineData("""{"size":{"width":1e30}}""", "size.width", "not_a_length")]
    [InlineData("""{"size":{"depth":4}}""", "size", "no_length")]
    [InlineData("""{"size":{"width":null}}""", "size", "no_length")]
    [InlineData("""{"size":{"height":4,"unit":"ft"}}""", "size.unit", "not_one_of")]
    [InlineData("""{"size":{"height":4,"weight":4}}""", "size.weight", "not_one_of")]
    [InlineData("""{"title":7}""", "title", "not_text")]
    [InlineData("""{"title":"a\nb"}""", "title", "not_text")]
    public void A_wrong_size_says_what_was_expected(string given, string field, string code)
    {
        var error = Recipes.SizeGuide.Canonicalise(Parse(given)).Errors.ShouldHaveSingleItem();

        (error.Field, error.Code).ShouldBe(("parameters." + field, code));
        error.Message.ShouldStartWith("Expected ");
    }

    [Fact]
    public void A_title_is_trimmed_and_has_a_limit()
    {
        Parse(Recipes.SizeGuide.Canonicalise(Parse("""{"title":" Size "}""")).Json).GetProperty("title").GetString().ShouldBe("Size");
        Recipes.SizeGuide.Canonicalise(Parse($$"""{"title":"{{new string('x', 61)}}"}""")).Errors.ShouldHaveSingleItem().Code.ShouldBe("too_long");
    }

    public static TheoryData<string, string, string, string> WrongPhotos => new()
    {
        { "variants", "null", "photos", "required" },
        { "variants", "\"x\"", "photos", "not_photos" },
        { "variants", $"[{Photo(1, "Red")}]", "photos", "too_few" },
        { "variants", $"[{string.Join(',', Enumerable.Range(1, 10).Select(i => Photo(i, "Red")))}]", "photos", "too_many" },
        { "variants", $"[{Photo(1, "Red")},{Photo(1, "Blue")}]", "photos[1].photoId", "repeated" },
        { "variants", $"[{Photo(1, "Red")},{Photo(2, " ")}]", "photos[1].label", "required" },
        { "variants", $"[{Photo(1, "Red")},{Photo(2, new string('x', 33))}]", "photos[1].label", "too_long" },
        { "variants", $"[{Photo(1, "Red")},7]", "photos[1]", "not_a_photo" },
        { "variants", $$"""[{{Photo(1, "Red")}},{"label":"Blue"}]""", "photos[1].photoId", "required" },
        { "variants", $$"""[{{Photo(1, "Red")}},{"photoId":"../etc","label":"Blue"}]""", "photos[1].photoId", "not_an_id" },
        { "variants", $$"""[{{Photo(1, "Red")}},{"photoId":"{{Id(2)}}","label":"Blue","height":4}]""", "photos[1].height", "not_one_of" },
        { "group", $$"""[{"photoId":"{{Id(1)}}"},{"photoId":"{{Id(2)}}","height":0}]""", "photos[1].height", "not_a_length" },
        { "group", $$"""[{"photoId":"{{Id(1)}}"},{"photoId":"{{Id(2)}}","label":"x"}]""", "photos[1].label", "not_one_of" },
        { "group", $"[{string.Join(',', Enumerable.Range(1, 6).Select(i => $$"""{"photoId":"{{Id(i)}}"}"""))}]", "photos", "too_many" },
    };

    [Theory]
    [MemberData(nameof(WrongPhotos))]
    public void A_wrong_list_of_photos_says_what_was_expected(string recipe, string photos, string field, string code)
    {
        var error = Recipes.Find(recipe)!.Canonicalise(Parse($$"""{"photos":{{photos}}}""")).Errors.ShouldHaveSingleItem();

        (error.Field, error.Code).ShouldBe(("parameters." + field, code));
    }

    [Fact]
    public void Photos_keep_their_order_and_are_found_again_in_the_parameters()
    {
        var (json, errors) = Recipes.Group.Canonicalise(Parse($$"""{"photos":[{"height":30.0,"photoId":"{{Id(2).ToString().ToUpperInvariant()}}"},{"photoId":"{{Id(1)}}"}],"unit":"in"}"""));

        errors.ShouldBeEmpty();
        Recipes.Group.PhotosIn(Parse(json)).ShouldBe([new(Id(2), null, 30), new(Id(1))]);
        Parse(json).GetProperty("photos")[0].GetRawText().ShouldBe($$"""{"photoId":"{{Id(2)}}","height":30}""");
        Recipes.MainImage.PhotosIn(Parse("{}")).ShouldBeEmpty();
    }

    [Fact]
    public void Heights_are_those_that_were_given_else_those_of_the_facts_and_none_where_one_is_unknown()
    {
        Product tall = Product("Height: 50 cm"), small = Product("Height: 10 in"), unknown = Product("");

        GroupHeights.Of([new(Id(1)), new(Id(2))], "cm", [tall, small]).ShouldSatisfyAllConditions(h => h.Relative.ShouldBe([1, .508]), h => h.Known.ShouldBe(2));
        GroupHeights.Of([new(Id(1)), new(Id(2), Height: 10)], "in", [tall, unknown]).Relative.ShouldBe([1, .508]);
        GroupHeights.Of([new(Id(1)), new(Id(2))], "cm", [tall, unknown]).ShouldSatisfyAllConditions(h => h.Relative.ShouldBeEmpty(), h => h.Known.ShouldBe(1), h => h.TooSmall.ShouldBeNull());
        GroupHeights.Of([new(Id(1)), new(Id(2), Height: 4.9m)], "cm", [tall, small]).TooSmall.ShouldBe(1);
    }

    private static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:000000000000}");

    private static string Photo(int number, string label) => $$"""{"photoId":"{{Id(number)}}","label":"{{label}}"}""";

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static Product Product(string facts) => new()
    {
        Id = default, WorkspaceId = default, Sku = "S", Texts = [new("en", "T", "", [])], CreatedAt = default, UpdatedAt = default,
        Attributes = [.. facts.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split(": ", 2)).Select(f => new Fact(f[0], f[1]))],
    };
}
