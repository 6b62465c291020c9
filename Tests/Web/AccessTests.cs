using System.Net;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

public sealed class AccessTests : IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_stranger_is_led_to_sign_in_and_back()
    {
        var visitor = _site.Visit();
        var page = await visitor.OpenAsync("/catalog?q=mug");
        page.Title().ShouldBe("Sign in");

        await visitor.SubmitAsync(page, "main form", new() { ["email"] = _site.Shop.Email, ["password"] = FakeShop.Password });

        visitor.Path.ShouldBe("/catalog?q=mug");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Sign_in_never_ends_on_another_site(string returnUrl)
    {
        var visitor = _site.Visit();
        var page = await visitor.OpenAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));

        await visitor.SubmitAsync(page, "main form", new() { ["email"] = _site.Shop.Email, ["password"] = FakeShop.Password });

        visitor.Path.ShouldBe("/");
    }

    [Fact]
    public async Task Signing_up_leads_to_the_newcomers_checklist()
    {
        var visitor = _site.Visit();
        var page = await visitor.OpenAsync("/sign-up");

        page = await visitor.SubmitAsync(page, "main form", new()
        {
            ["email"] = "new@shop.example", ["password"] = "a quiet winter morning", ["workspaceName"] = "Winter shop", ["isAdult"] = "true",
        });

        page.Title().ShouldBe("Welcome to CommerceOS");
        page.Words(".rail").ShouldContain("Winter shop");
        _site.Shop.Email.ShouldBe("new@shop.example");
    }

    [Fact]
    public async Task A_refused_sign_up_keeps_what_was_typed_and_says_why_at_the_field()
    {
        var visitor = _site.Visit();
        var page = await visitor.OpenAsync("/sign-up");

        page = await visitor.SubmitAsync(page, "main form", new() { ["email"] = "new@shop.example", ["password"] = "short", ["workspaceName"] = "Winter shop", ["isAdult"] = "true" });

        visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("#email")!.GetAttribute("value").ShouldBe("new@shop.example");
        page.QuerySelector("#password")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelector("#password")!.GetAttribute("aria-describedby").ShouldBe("password-h password-e");
        page.Words("#password-e").ShouldBe("Use at least 10 characters; this has 5");
        page.Words("[data-error-summary] a").ShouldContain("Password");
    }

    [Fact]
    public async Task Errors_are_said_in_chinese_too()
    {
        var visitor = _site.Visit("zh-CN");
        var page = await visitor.OpenAsync("/sign-up");
        page.DocumentElement.GetAttribute("lang").ShouldBe("zh-Hans");
        page.Title().ShouldBe("创建账号");

        page = await visitor.SubmitAsync(page, "main form", new() { ["email"] = "new@shop.example", ["password"] = "short", ["workspaceName"] = "Winter" });

        page.Words("#password-e").ShouldBe("至少 10 个字符，目前 5 个");
    }

    [Fact]
    public async Task A_wrong_password_is_said_on_the_page_and_keeps_nobody_waiting()
    {
        var visitor = _site.Visit();

        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/sign-in"), "main form", new() { ["email"] = _site.Shop.Email, ["password"] = "wrong" });

        visitor.Status.ShouldBe(HttpStatusCode.Unauthorized);
        page.Words("[role=alert]").ShouldContain("E-mail or password is wrong");
    }

    [Fact]
    public async Task A_session_that_ended_elsewhere_leads_to_sign_in()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        _site.Shop.SessionEnded = true;

        var page = await visitor.OpenAsync("/publish");

        page.Title().ShouldBe("Sign in");
        visitor.Path.ShouldBe("/sign-in?returnUrl=%2Fpublish");
        _site.Shop.SessionEnded = false;
        (await visitor.OpenAsync("/publish")).Title().ShouldBe("Sign in", "the cookie is gone, not only the API's session");
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        var visitor = _site.Visit(followRedirects: false);

        await visitor.SubmitAsync(await visitor.OpenAsync("/sign-in"), "main form", new() { ["email"] = _site.Shop.Email, ["password"] = FakeShop.Password });

        var cookie = visitor.Answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("token-of-the-owner");
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/legal/privacy")]
    [InlineData("/not-here")]
    public async Task Every_page_forbids_inline_scripts_and_framing(string path)
    {
        var visitor = _site.Visit();
        var page = await visitor.OpenAsync(path);

        var policy = visitor.Answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self'");
        policy.ShouldContain("style-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        visitor.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.QuerySelectorAll("script:not([src]), style, [style], [onclick]").ShouldBeEmpty("the policy would stop these");
    }

    [Fact]
    public async Task An_unknown_address_is_a_page_with_status_404()
    {
        var visitor = _site.Visit();

        var page = await visitor.OpenAsync("/not-here");

        visitor.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Title().ShouldBe("There is nothing at this address");
    }

    [Fact]
    public async Task A_product_that_does_not_exist_is_a_page_with_status_404()
    {
        var visitor = await _site.VisitAsOwnerAsync();

        var page = await visitor.OpenAsync($"/products/{Guid.CreateVersion7()}/facts");

        visitor.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Title().ShouldBe("There is nothing at this address");
    }

    [Fact]
    public async Task A_post_without_its_token_changes_nothing()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var picture = _site.Shop.Queue.First();

        await visitor.PostAsync($"/review/{picture.Id}/approve", []);

        _site.Shop.Asset(picture.Id)!.Review!.State.ShouldBe(Contracts.Catalog.ReviewState.ToReview);
        _site.Shop.Requests.ShouldNotContain(r => r.EndsWith("/approve", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_language_follows_the_account_and_changes_for_good()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var page = await visitor.OpenAsync("/catalog");
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");

        page = await visitor.SubmitAsync(page, "form[action='/language']", new() { ["language"] = "zh-Hans" });

        page.DocumentElement.GetAttribute("lang").ShouldBe("zh-Hans");
        page.Title().ShouldBe("商品");
        _site.Shop.Language.ShouldBe("zh-Hans");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_in_the_api()
    {
        var visitor = await _site.VisitAsOwnerAsync();

        await visitor.SubmitAsync(await visitor.OpenAsync("/"), "form[action='/sign-out']");

        _site.Shop.Requests.ShouldContain("DELETE /v1/sessions/current");
        (await visitor.OpenAsync("/")).Title().ShouldBe("Sign in");
    }

    [Fact]
    public async Task A_mail_link_confirms_only_when_its_button_is_pressed()
    {
        var visitor = _site.Visit();
        var page = await visitor.OpenAsync("/confirm?token=good");
        _site.Shop.Requests.ShouldBeEmpty("mail scanners open links");

        page = await visitor.SubmitAsync(page, "main form");

        page.Words("[role=status]").ShouldContain("Your e-mail is confirmed");
    }

    [Fact]
    public async Task A_forgotten_password_is_answered_alike_for_every_address()
    {
        var visitor = _site.Visit();

        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/forgot"), "main form", new() { ["email"] = "nobody@shop.example" });

        page.Words("[role=status]").ShouldContain("Look into your mail");
    }

    [Fact]
    public async Task Members_are_invited_and_removed_on_the_account_page()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var page = await visitor.OpenAsync("/account");
        page.Words("main").ShouldContain("Safari on iPhone");

        page = await visitor.SubmitAsync(page, "form:has(#invite-email)", new() { ["email"] = "friend@shop.example", ["role"] = "Editor" });

        page.Words("#toasts").ShouldContain("friend@shop.example is invited");
        _site.Shop.Invitations.Single().Role.ShouldBe(Contracts.Accounts.Role.Editor);

        await visitor.SubmitAsync(page, "dialog form[action$='/remove']");

        _site.Shop.Members.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_is_offered_nothing_to_change()
    {
        _site.Shop.Role = Contracts.Accounts.Role.Viewer;
        var visitor = await _site.VisitAsOwnerAsync();

        (await visitor.OpenAsync("/catalog")).QuerySelectorAll("a[href='/catalog/new'], a[href='/catalog/import']").ShouldBeEmpty();
        var review = await visitor.OpenAsync($"/review/{_site.Shop.Queue.First().Id}");
        review.QuerySelectorAll("form[action$='/approve']").ShouldBeEmpty();
        review.Words("main").ShouldContain("As a viewer you can look at everything");
    }
}
