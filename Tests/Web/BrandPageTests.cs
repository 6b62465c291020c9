using System.Net;
using AngleSharp.Html.Dom;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Contracts.Branding;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>The brand's page and the comparison's form, as a browser without scripts uses them.</summary>
public sealed class BrandPageTests : IAsyncLifetime
{
    private WebSite _site = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeBrand Brand => _site.Api.Brand;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync();
        _visitor = await _site.VisitAsOwnerAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Before_there_is_a_brand_the_page_explains_and_suggests_one()
    {
        var page = await _visitor.OpenAsync("/brand");

        page.Title().ShouldBe("Brand");
        page.Words(".note").ShouldContain("No brand yet");
        page.QuerySelector(".rail a[href='/brand']")!.GetAttribute("aria-current").ShouldBe("page");
        Field(page, "primary").ShouldBe("#1f4d8c");
        page.QuerySelector("[data-brand-warning]")!.HasAttribute("hidden").ShouldBeTrue();
        page.QuerySelectorAll("#headlineFont option").Select(o => o.TextContent).ShouldBe(["Each design's own", "Inter", "Noto Serif", "Noto Sans CJK SC"]);
        page.QuerySelectorAll("[style]").ShouldBeEmpty("the page's policy forbids inline styles");
    }

    [Fact]
    public async Task What_is_saved_is_shown_with_its_contrast()
    {
        var page = await _visitor.OpenAsync("/brand");

        page = await _visitor.SubmitAsync(page, "main form", new() { ["ink"] = "#999999", ["ground"] = "#ffffff", ["headlineFont"] = "Noto Serif", ["tone"] = "Premium" });

        _visitor.Path.ShouldBe("/brand");
        (Brand.Brand.Ink, Brand.Brand.HeadlineFont, Brand.Brand.TextFont, Brand.Brand.Tone).ShouldBe(("#999999", "Noto Serif", null, BrandTone.Premium));
        page.Words(".note").ShouldNotContain("No brand yet");
        page.QuerySelector("[data-brand-contrast]")!.TextContent.ShouldBe("2.8");
        page.QuerySelector("[data-brand-warning]")!.HasAttribute("hidden").ShouldBeFalse();
        page.Words("svg [data-brand-button]").ShouldBe("Discover");
        page.QuerySelector("svg [data-paint=ink]")!.GetAttribute("fill").ShouldBe("#999999");
    }

    [Fact]
    public async Task A_wrong_colour_is_said_at_its_field_and_what_was_typed_stays()
    {
        var page = await _visitor.SubmitAsync(await _visitor.OpenAsync("/brand"), "main form", new() { ["ink"] = "dark blue", ["primary"] = "#00ff00" });

        _visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("#ink-e").ShouldBe("Use a colour like #1f4d8c");
        (Field(page, "ink"), Field(page, "primary")).ShouldBe(("dark blue", "#00ff00"));
        Brand.Brand.Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_saves_over_somebody_else_is_told_and_can_still_decide()
    {
        var page = await _visitor.OpenAsync("/brand");
        Brand.Version = 9;

        page = await _visitor.SubmitAsync(page, "main form", new() { ["primary"] = "#00ff00" });

        _visitor.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        page.Words("[role=alert]").ShouldContain("Somebody else");
        await _visitor.SubmitAsync(page, "main form");
        Brand.Brand.Primary.ShouldBe("#00ff00");
    }

    [Fact]
    public async Task A_logo_is_uploaded_shown_and_removed()
    {
        var page = await _visitor.OpenAsync("/brand");
        page = await UploadAsync(page, new byte[1000]);
        page.QuerySelector("img[src^='/brand/logo']").ShouldNotBeNull();
        var logo = await _visitor.Http.GetAsync("/brand/logo", Stop);
        (logo.StatusCode, logo.Content.Headers.ContentType!.MediaType, logo.Headers.GetValues("Content-Security-Policy").Single()).ShouldBe((HttpStatusCode.OK, "image/png", "default-src 'none'; sandbox"));

        page = await UploadAsync(page, new byte[2 * 1024 * 1024 + 1]);
        page.Body!.TextContent.ShouldContain("The logo is larger than 2 MB");
        Brand.Logo!.Length.ShouldBe(1000, "the one that was there stays");

        page = await _visitor.SubmitAsync(page, "form[action='/brand/logo/delete']");
        page.QuerySelector("img[src^='/brand/logo']").ShouldBeNull();
        Brand.Logo.ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_logo_says_why()
    {
        Brand.Brand = Brand.Brand with { Exists = true, Logo = new(LogoState.Refused, 0, 0, "photo_corrupt", "The pixels of the Png file are damaged.") };

        (await _visitor.OpenAsync("/brand")).Words(".note-bad").ShouldContain("The file is damaged.");
    }

    [Fact]
    public async Task Music_is_uploaded_played_and_removed()
    {
        var page = await _visitor.OpenAsync("/brand");
        page = await UploadAsync(page, new byte[1000], "music", "lied.mp3");
        page.QuerySelector("audio[src^='/brand/music']").ShouldNotBeNull();
        page.Words("#music").ShouldContain("lied.mp3");
        var sound = await _visitor.Http.GetAsync("/brand/music", Stop);
        (sound.StatusCode, sound.Content.Headers.ContentType!.MediaType, sound.Headers.GetValues("Content-Security-Policy").Single()).ShouldBe((HttpStatusCode.OK, "audio/mp4", "default-src 'none'; sandbox"));

        page = await UploadAsync(page, [], "music", "empty.mp3");
        page.Body!.TextContent.ShouldContain("The file is empty");
        Brand.Brand.Music!.FileName.ShouldBe("lied.mp3", "what was there stays");

        page = await _visitor.SubmitAsync(page, "form[action='/brand/music/delete']");
        page.QuerySelector("audio").ShouldBeNull();
        Brand.Brand.Music.ShouldBeNull();
    }

    [Fact]
    public async Task Without_the_page_s_token_nothing_is_uploaded_or_removed()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[10]), "logo", "logo.png" } };
        await _visitor.Http.PostAsync("/brand/logo", form, Stop);
        await _visitor.Http.PostAsync("/brand/logo/delete", null, Stop);
        using var sound = new MultipartFormDataContent { { new ByteArrayContent(new byte[10]), "music", "lied.mp3" } };
        await _visitor.Http.PostAsync("/brand/music", sound, Stop);
        await _visitor.Http.PostAsync("/brand/music/delete", null, Stop);

        Brand.Logo.ShouldBeNull();
        Brand.Brand.Music.ShouldBeNull();
        _site.Shop.Requests.ShouldNotContain(r => r.Contains("/brand/logo", StringComparison.Ordinal) || r.Contains("/brand/music", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_viewer_sees_it_and_changes_nothing()
    {
        _site.Shop.Role = Role.Viewer;

        var page = await (await _site.VisitAsOwnerAsync(withSamples: false)).OpenAsync("/brand");

        page.QuerySelector("main fieldset")!.HasAttribute("disabled").ShouldBeTrue();
        page.QuerySelectorAll("main button").ShouldBeEmpty();
        page.QuerySelector("input[type=file]").ShouldBeNull();
    }

    [Fact]
    public async Task It_speaks_chinese()
    {
        var page = await (await _site.VisitAsOwnerAsync(withSamples: false, "zh-Hans")).OpenAsync("/brand");

        page.Title().ShouldBe("品牌");
        page.QuerySelector("label[for=primary]")!.TextContent.ShouldBe("主色");
    }

    [Fact]
    public async Task A_comparison_is_made_from_lines_of_text_and_only_when_it_is_asked_for()
    {
        var product = _site.Shop.Products.First(p => _site.Shop.Assets.Exists(a => a.ProductId == p.Id));
        var page = await _visitor.OpenAsync($"/products/{product.Id}/create");
        Box(page, "comparison").IsChecked.ShouldBeFalse();
        Box(page, "main-image").IsChecked.ShouldBeTrue();
        var before = _site.Shop.Generations.Count;
        Uncheck(page, except: "comparison");

        page = await _visitor.SubmitAsync(page, "main form#create", new() { ["recipe"] = "comparison", ["comparison:table"] = "" });
        _visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("[role=alert]").ShouldContain("Fill in the comparison");

        Uncheck(page, except: "comparison");
        await _visitor.SubmitAsync(page, "main form#create", new() { ["recipe"] = "comparison", ["comparison:table"] = "Flask | Plastic\n\nCold | yes | No\n 保冷 ｜ 是 ｜ 否 \nWeight | 310 g | 90 g |" });

        var made = _site.Shop.Generations.Skip(before).ShouldHaveSingleItem();
        made.Parameters.GetProperty("table").GetRawText().ShouldBe(
            """{"columns":["Flask","Plastic"],"rows":[{"label":"Cold","values":["yes","no"]},{"label":"\u4FDD\u51B7","values":["yes","no"]},{"label":"Weight","values":["310 g","90 g"]}]}""");
    }

    private static string? Field(IHtmlDocument page, string id) => ((IHtmlInputElement)page.QuerySelector("#" + id)!).Value;

    private static IHtmlInputElement Box(IHtmlDocument page, string recipe) => (IHtmlInputElement)page.QuerySelector($"input[name=recipe][value={recipe}]")!;

    private static void Uncheck(IHtmlDocument page, string except)
    {
        foreach (var box in page.QuerySelectorAll("input[name=recipe]").Cast<IHtmlInputElement>()) box.IsChecked = box.Value == except;
    }

    private async Task<IHtmlDocument> UploadAsync(IHtmlDocument page, byte[] bytes, string what = "logo", string name = "logo.png")
    {
        var token = ((IHtmlInputElement)page.QuerySelector($"form[action='/brand/{what}'] [name=__RequestVerificationToken]")!).Value;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(bytes), what, name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/brand/" + what) { Content = form };
        request.Headers.Referrer = new(_visitor.Http.BaseAddress!, "/brand");
        return await _visitor.ReadAsync(await _visitor.Http.SendAsync(request, Stop));
    }
}
