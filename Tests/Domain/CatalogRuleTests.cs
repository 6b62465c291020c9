using System.Text.Json;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Domain;

public sealed class CatalogRuleTests
{
    [Theory]
    [InlineData("4006381333931", true)]
    [InlineData("73513537", true)]
    [InlineData("036000291452", true)]
    [InlineData("00012345600012", true)]
    [InlineData("4006381333932", false)]
    [InlineData("400638133393", false)]
    [InlineData("٤٠٠٦٣٨١٣٣٣٩٣١", false)]
    [InlineData("", false)]
    public void A_GTIN_is_known_by_its_check_digit(string text, bool valid) => Gtin.IsValid(text).ShouldBe(valid);

    [Fact]
    public void A_sound_photo_is_accepted_with_its_size()
    {
        PhotoProbe.Inspect(Photos.Bottle).ShouldBe(new PhotoProbeOutcome.Accepted(PhotoFormat.Jpeg, 3000, 4000));
        PhotoProbe.Inspect(Photos.Png(200, 150)).ShouldBe(new PhotoProbeOutcome.Accepted(PhotoFormat.Png, 200, 150));
    }

    [Fact]
    public void Whatever_comes_is_answered_without_an_exception()
    {
        var random = new Random(20261122);
        byte[][] seeds = [Photos.Bottle[..20_000], Photos.Png(120, 120), [.. "RIFF\0\0\0\0WEBPVP8X"u8, .. new byte[40]], [0, 0, 0, 24, .. "ftypavif\0\0\0\0mif1avif"u8, .. new byte[60]]];
        for (var i = 0; i < 20_000; i++)
        {
            var file = (byte[])seeds[i % seeds.Length].Clone();
            for (var flips = random.Next(1, 12); flips > 0; flips--) file[random.Next(Math.Min(file.Length, 400))] = (byte)random.Next(256);
            PhotoProbe.Inspect(file.AsSpan(0, random.Next(file.Length + 1))).ShouldNotBeNull();
        }
    }

    [Fact]
    public void Directions_and_control_characters_are_taken_out_of_texts()
    {
        var (draft, errors) = ProductDraft.Check("A", [new("en", "Safe\u202Egnp.exe \u0007 mug", "", [])], "", "", null, null, null, [], []);
        errors.ShouldBeEmpty();
        draft!.Texts[0].Title.ShouldBe("Safegnp.exe mug");
        draft.TargetLanguages.ShouldBe(Languages.All);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var (draft, errors) = ProductDraft.Check("../x", [new("xx", "", "", [])], null, null, -1, "EUR", "123", null, ["fr"]);
        draft.ShouldBeNull();
        errors.Select(e => e.Field).ShouldBe(["sku", "texts[0].language", "texts[0].title", "price.amount", "gtin", "targetLanguages[0]"], ignoreOrder: true);
    }

    [Fact]
    public void The_same_wish_always_gives_the_same_parameters()
    {
        var recipe = Recipes.StudioScene;
        var one = recipe.Canonicalise(JsonDocument.Parse("""{"shadowPercent":50,"preset":"dark"}""").RootElement).Json;
        var two = recipe.Canonicalise(JsonDocument.Parse("""{ "preset": "dark", "fillPercent": 62, "shadowPercent": 50 }""").RootElement).Json;
        one.ShouldBe(two);
        one.ShouldBe("""{"preset":"dark","fillPercent":62,"light":"left","shadowPercent":50,"colours":"scene"}""");
    }

    [Fact]
    public void A_decision_can_be_undone_for_ten_minutes_and_pressing_twice_is_one_decision()
    {
        var now = DateTimeOffset.UnixEpoch;
        var who = new AccountId(Guid.CreateVersion7());
        var picture = new Asset
        {
            Id = new(Guid.CreateVersion7()), WorkspaceId = default, ProductId = default, Kind = AssetKind.Image, State = AssetState.Ready, FileName = "a.jpg", ContentType = "image/jpeg",
            CreatedAt = now, ReviewState = ReviewState.ToReview,
        };
        Review.Approve(picture, who, now).ShouldBe(ReviewOutcome.Done);
        Review.Approve(picture, who, now).ShouldBe(ReviewOutcome.Done);
        Review.Undo(picture, now + TimeSpan.FromMinutes(11)).ShouldBe(ReviewOutcome.UndoExpired);
        Review.Undo(picture, now + TimeSpan.FromMinutes(9)).ShouldBe(ReviewOutcome.Done);
        picture.ReviewState.ShouldBe(ReviewState.ToReview);
        Review.Undo(picture, now).ShouldBe(ReviewOutcome.NothingToUndo);
    }
}
