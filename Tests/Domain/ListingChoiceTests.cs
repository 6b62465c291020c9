using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Publishing;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Domain;

public sealed class ListingChoiceTests
{
    private static readonly ApprovedPicture Main = new(AssetId.New(TimeProvider.System), "main-image", 2000, 2000);
    private static readonly ApprovedPicture Scene = new(AssetId.New(TimeProvider.System), "studio-scene", 2000, 2000);

    [Fact]
    public void Everything_is_ready_without_a_choice() => Missing(ListingChoice.Everything).ShouldBeEmpty();

    [Fact]
    public void A_choice_of_pictures_begins_with_the_main_image()
    {
        Missing(new([Main.Id, Scene.Id])).ShouldBeEmpty();
        Missing(new([Scene.Id, Main.Id])).ShouldBe(["main_image_first"]);
        Missing(new([Scene.Id])).ShouldBe(["main_image_first"]);
        Missing(new([])).ShouldBe(["main_image_first"]);
    }

    [Fact]
    public void A_language_that_is_not_chosen_is_not_asked_for()
    {
        Missing(new(Languages: ["en"])).ShouldBeEmpty();
        Missing(new(Languages: ["en", "zh-Hans"]), languages: ["en"]).ShouldBe(["copy_approved zh-Hans"]);
        Missing(new(Languages: ["en"]), languages: ["en"]).ShouldBeEmpty();
        Missing(new(Languages: [])).ShouldBe(["language_chosen"]);
    }

    [Fact]
    public void Pictures_go_out_in_the_order_in_which_they_were_chosen() =>
        ListingReadiness.Chosen(State(["en"]), new([Scene.Id, Main.Id])).Pictures.ShouldBe([Scene, Main]);

    private static IEnumerable<string> Missing(ListingChoice choice, string[]? languages = null) =>
        ListingReadiness.Check(State(languages ?? ["en", "zh-Hans"]), choice).Where(r => r is { Met: false, Blocking: true }).Select(r => $"{r.Code} {r.Language}".TrimEnd());

    private static ListingState State(string[] approved)
    {
        var product = new Product { Id = ProductId.New(TimeProvider.System), WorkspaceId = WorkspaceId.New(TimeProvider.System), Sku = "A-1", Texts = [new("en", "Trail Flask", "", [])], CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch };
        var (draft, errors) = ProductDraft.Check("A-1", [new("en", "Trail Flask", "", [])], "Northlight", "Bottles", 29.90m, "EUR", null, [], ["en", "zh-Hans"]);
        errors.ShouldBeEmpty();
        product.Write(draft!, DateTimeOffset.UnixEpoch);
        return new(product, [Main, Scene], [.. approved.Select(l => new ApprovedCopy(CopyId.New(TimeProvider.System), l, new("Trail Flask", ["Double wall"], "Keeps drinks hot.", "flask", "Trail Flask", "Keeps drinks hot.")))]);
    }
}
