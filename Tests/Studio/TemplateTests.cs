using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CommerceOS.Domain.Branding;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Templates;
using CommerceOS.Studio.Templates.Browser;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>Templates drawn by the Chromium of this machine, and without one.</summary>
[Collection(nameof(StudioCollection))]
public sealed class TemplateTests(StudioFixture studio)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly (InfographicLanguage Language, string Title, string Line, string Heading, string Value)[] Words =
    [
        (InfographicLanguage.English, "The ball that bounces & bounces", "Natural rubber, made in small batches", "Keeps its bounce for years", "10 years"),
        (InfographicLanguage.SimplifiedChinese, "弹了又弹的天然橡胶球", "小批量制作，每一只都经过检验", "多年不失弹性", "十年"),
        (InfographicLanguage.Japanese, "よく弾む、天然ゴムのボール", "少量生産、ひとつひとつ検品しています", "何年も変わらない弾み", "10年保証"),
        (InfographicLanguage.Korean, "오래도록 통통 튀는 공", "천연 고무, 소량 생산", "몇 년이 지나도 그대로", "10년"),
        (InfographicLanguage.Arabic, "كرة ترتدّ وترتدّ بلا نهاية", "مطاط طبيعي يُصنع بكميات صغيرة", "تحافظ على ارتدادها لسنوات", "10 سنوات"),
    ];

    public static TheoryData<string, CardFormat, string> EveryTemplate
    {
        get
        {
            var data = new TheoryData<string, CardFormat, string>();
            foreach (var style in TemplateLibrary.Styles)
            {
                foreach (var format in Enum.GetValues<CardFormat>()) data.Add("card", format, style);
                data.Add("infographic", CardFormat.Square, style);
                data.Add("comparison", CardFormat.Square, style);
                data.Add("comparison", CardFormat.Portrait, style);
            }

            return data;
        }
    }

    [Fact]
    public void Recipes_and_brands_offer_exactly_what_the_Studio_has()
    {
        Recipes.Styles.Skip(1).Order(StringComparer.Ordinal).ShouldBe(TemplateLibrary.Styles);
        BrandFonts.All.ShouldBe(StudioFonts.Known);
        TemplateLibrary.Templates.ShouldBe(["card", "comparison", "infographic"]);
    }

    [Theory]
    [MemberData(nameof(EveryTemplate))]
    public async Task Every_template_holds_the_words_of_every_language(string template, CardFormat format, string style)
    {
        var cutout = new Ball(studio);
        foreach (var (language, title, line, heading, value) in Words)
        {
            var picture = await studio.Engine.TemplateAsync(cutout.Cutout, Of(template, style, format, language, title, line, heading, value), cancellationToken: Stop);

            picture.Checks.Where(c => c.Result == ImageCheckResult.Failed).ShouldBeEmpty($"{template} {style} {format} {language}");
            picture.Checks.Single(c => c.Name == "renderer").Measured.ShouldStartWith("Chromium ");
            picture.Checks.Single(c => c.Name == "text_fits").Result.ShouldBe(ImageCheckResult.Passed);
            picture.EngineVersion.ShouldBe(studio.Engine.TemplateEngineVersion);
            (picture.Product.Width * picture.Product.Height).ShouldBeGreaterThan(.03, $"{template} {style} {format} {language}: the product is seen");
        }
    }

    [Theory]
    [InlineData("便携式不锈钢真空保温杯500毫升", "便携式不锈钢|真空|保温杯|500毫升")]
    [InlineData("双层真空，12小时保温（送杯刷）", "双层|真空，|12小时|保温|（送杯刷）")]
    [InlineData("办公室和旅行的好伙伴", "办公室|和旅行的好伙伴")]
    public async Task Chinese_lines_end_between_words(string title, string expected)
    {
        var page = TemplatePage.Of(Of("card", "clean", CardFormat.Square, InfographicLanguage.SimplifiedChinese, title, "小批量", "x", "x"), new Ball(studio).Cutout, null);
        using var browser = new PageBrowser(new());

        var drawn = await browser.DrawAsync(page, TemplateLibrary.Fit + ".then(() => document.querySelector('h1').innerHTML.trim().replaceAll('<wbr>', '|'))", 1080, 1080, Stop);

        drawn.Report.ShouldBe(expected);
    }

    [Fact]
    public async Task The_same_wish_gives_the_same_bytes_in_any_browser_process()
    {
        var ball = new Ball(studio);
        var parameters = Of("infographic", "editorial", CardFormat.Square, InfographicLanguage.SimplifiedChinese, "弹了又弹", "小批量", "多年不失弹性", "十年");
        var first = await studio.Engine.TemplateAsync(ball.Cutout, parameters, ball.Logo, Stop);
        using var other = new StudioEngine();
        var second = await other.TemplateAsync(ball.Cutout, parameters, ball.Logo, Stop);

        second.Bytes.ShouldBe(first.Bytes);
        (await studio.Engine.TemplateAsync(ball.Cutout, parameters with { Title = "另一个标题" }, ball.Logo, Stop)).Bytes.ShouldNotBe(first.Bytes);
        (await studio.Engine.TemplateAsync(ball.Cutout, parameters, null, Stop)).Bytes.ShouldNotBe(first.Bytes, "the logo is in the picture");
        first.EngineVersion.ShouldMatch(@"^studio/\S+ libvips/\S+ templates/1-[0-9a-f]{8} chromium/\d+$");
    }

    [Theory]
    [InlineData("<script>document.title='hacked'</script><h1>x</h1>")]
    [InlineData("\"><img src=x onerror=alert(1)> {{title}} {{#rows}}")]
    [InlineData("\u202Eevil\u202C \u200Fعربي\u200F mixed \u2067x\u2069")]
    [InlineData("Party 🎉 👩‍👩‍👧‍👦 ❤️ time \uD83D")]
    public async Task Hostile_words_are_words(string text)
    {
        var ball = new Ball(studio);
        var parameters = Of("card", "clean", CardFormat.Square, InfographicLanguage.English, text, text, "x", "x");
        var html = TemplatePage.Of(parameters, ball.Cutout, null);
        html.ShouldNotContain("<script", Case.Insensitive);
        html.ShouldNotContain("<img", Case.Insensitive);
        html.ShouldNotContain("\u202E");
        html.Split("<h1").Length.ShouldBe(2, "the template's own headline and no other");

        (await studio.Engine.TemplateAsync(ball.Cutout, parameters, cancellationToken: Stop)).Checks.ShouldNotContain(c => c.Result == ImageCheckResult.Failed);
    }

    [Fact]
    public async Task Words_beyond_the_limits_are_refused_and_so_are_those_that_fit_nowhere_by_name()
    {
        var ball = new Ball(studio);
        var parameters = Of("comparison", "clean", CardFormat.Square, InfographicLanguage.English, "Ball", "Line", "x", "x");
        var refused = await Should.ThrowAsync<StudioParameterException>(() => studio.Engine.TemplateAsync(ball.Cutout, parameters with { Title = new string('a', 10_000) }, cancellationToken: Stop));
        refused.Message.ShouldStartWith("Title: expected at most 80 characters, got 10000.");
        (await Should.ThrowAsync<StudioParameterException>(() => studio.Engine.TemplateAsync(ball.Cutout, parameters with { Style = "../clean" }, cancellationToken: Stop))).Message.ShouldStartWith("Style: expected one of bold, clean, editorial");
        (await Should.ThrowAsync<StudioParameterException>(() => studio.Engine.TemplateAsync(ball.Cutout, parameters with { HeadlineFont = "x'};body{display:none" }, cancellationToken: Stop))).Message.ShouldStartWith("HeadlineFont: expected one of");
        (await Should.ThrowAsync<StudioParameterException>(() => studio.Engine.TemplateAsync(ball.Cutout, parameters with { Palette = parameters.Palette with { Ink = "red;" } }, cancellationToken: Stop))).Message.ShouldStartWith("Palette.Ink: expected a colour");
        (await Should.ThrowAsync<StudioParameterException>(() => studio.Engine.TemplateAsync(ball.Cutout, parameters with { Rows = [.. parameters.Rows.Select(r => r with { Values = ["yes"] })] }, cancellationToken: Stop))).Message.ShouldStartWith("Rows.Values: expected 2 to 2 values");

        var much = string.Concat(Enumerable.Repeat("大", 32));
        var full = parameters with { Language = InfographicLanguage.SimplifiedChinese, Columns = [much, much, much, much], Rows = [.. Enumerable.Range(0, 8).Select(_ => new TemplateRow(much, [much, much, much, much]))] };
        (await Should.ThrowAsync<StudioParameterException>(() => studio.Engine.TemplateAsync(ball.Cutout, full, cancellationToken: Stop))).Message.ShouldStartWith("table: expected words that fit this template");
    }

    [Fact]
    public async Task A_page_reaches_nothing_outside_itself()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var page = $$"""
            <!doctype html><link rel="stylesheet" href="{{address}}/style"><img src="{{address}}/picture"><link rel="preconnect" href="{{address}}">
            <p>words</p><style>p { background: url({{address}}/ground) }</style>
            """;
        // The script is ours, and still it gets no further than the page.
        var script = $$"""
            (async () => {
              const tries = await Promise.allSettled([fetch('{{address}}/fetch'), fetch('http://example.com/'), new Promise((yes, no) => { const s = new WebSocket('{{address.Replace("http", "ws", StringComparison.Ordinal)}}'); s.onopen = yes; s.onerror = no; }),
                new Promise((yes, no) => { const i = new Image(); i.onload = yes; i.onerror = no; i.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='; })]);
              return JSON.stringify(tries.map(t => t.status));
            })()
            """;
        using var browser = new PageBrowser(new());

        var drawn = await browser.DrawAsync(page, script, 400, 300, Stop);

        drawn.Report.ShouldStartWith("[\"rejected\",\"rejected\",\"rejected\"");
        listener.Pending().ShouldBeFalse("nothing came to the listener");
        browser.Blocked.ShouldBeGreaterThan(2, "the page did ask");
    }

    [Fact]
    public async Task A_browser_that_dies_at_a_page_is_replaced_once_and_then_done_without()
    {
        var ball = new Ball(studio);
        using var engine = new StudioEngine();
        var parameters = Of("card", "bold", CardFormat.Square, InfographicLanguage.English, "Bounce", "Line", "x", "x");
        var deaths = 0;
        engine.Browser.Drawing = browser =>
        {
            if (deaths++ == 0) Kill(browser.Id);
        };

        var retried = await engine.TemplateAsync(ball.Cutout, parameters, cancellationToken: Stop);
        deaths.ShouldBe(2, "it was tried again");
        retried.EngineVersion.ShouldBe(engine.TemplateEngineVersion);
        retried.Bytes.ShouldBe((await studio.Engine.TemplateAsync(ball.Cutout, parameters, cancellationToken: Stop)).Bytes, "the second try is no worse than a first");

        engine.Browser.Drawing = browser => Kill(browser.Id);
        var plain = await engine.TemplateAsync(ball.Cutout, parameters, cancellationToken: Stop);
        plain.Checks.Single(c => c.Name == "renderer").ShouldBe(new("renderer", ImageCheckResult.Warned, "plain layout: The browser ended while a page was drawn", "a browser's layout"));
        plain.EngineVersion.ShouldEndWith(" plain");

        engine.Browser.Drawing = null;
        (await engine.TemplateAsync(ball.Cutout, parameters, cancellationToken: Stop)).Bytes.ShouldBe(retried.Bytes, "the next page finds a new browser");
    }

    [Fact]
    public async Task A_page_that_takes_too_long_is_ended()
    {
        using var browser = new PageBrowser(new() { Timeout = TimeSpan.FromSeconds(2) });

        var failure = await Should.ThrowAsync<BrowserFailedException>(() => browser.DrawAsync("<p>x</p>", "for (;;);", 100, 100, Stop));

        failure.Message.ShouldBe("The browser took longer than 2 s for a page.");
        browser.ProcessId.ShouldBeNull("it is not left running");
    }

    [Theory]
    [InlineData("card", CardFormat.Story)]
    [InlineData("infographic", CardFormat.Square)]
    [InlineData("comparison", CardFormat.Square)]
    [InlineData("comparison", CardFormat.Portrait)]
    public async Task Without_Chromium_the_same_words_come_in_a_plainer_layout_which_says_so(string template, CardFormat format)
    {
        var ball = new Ball(studio);
        using var engine = new StudioEngine(new() { Browser = new() { Path = "" } });
        engine.Chromium.ShouldBeNull();
        foreach (var (language, title, line, heading, value) in Words)
        {
            var picture = await engine.TemplateAsync(ball.Cutout, Of(template, "clean", format, language, title, line, heading, value), ball.Logo, Stop);

            picture.Checks.Where(c => c.Result == ImageCheckResult.Failed).ShouldBeEmpty($"{template} {language}");
            picture.Checks.Single(c => c.Name == "renderer").Measured.ShouldBe("plain layout: Chromium is not installed");
            picture.Checks.Single(c => c.Name == "logo").Result.ShouldBe(ImageCheckResult.Warned);
            picture.EngineVersion.ShouldBe(engine.TemplateEngineVersion);
            picture.EngineVersion.ShouldEndWith(" plain");
        }
    }

    [Fact]
    public void A_path_that_is_no_browser_counts_as_none()
    {
        InstalledBrowser.Find(new() { Path = "/bin/true" }).ShouldBeNull();
        InstalledBrowser.Find(new() { Path = "/nowhere/chromium" }).ShouldBeNull();
        InstalledBrowser.Find(new()).ShouldNotBeNull().Major.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_browser_ends_by_itself_when_its_pipe_does()
    {
        using var process = BrowserProcess.Start(InstalledBrowser.Find(new())!, new());
        using var seen = Process.GetProcessById(process.Id);

        process.HangUp(TimeSpan.FromSeconds(30)).ShouldBeTrue("nobody killed it");

        seen.HasExited.ShouldBeTrue();
    }

    [Fact]
    public async Task A_browser_is_replaced_after_its_pages()
    {
        using var browser = new PageBrowser(new() { RecycleAfter = 2 });
        await browser.DrawAsync("<p>x</p>", "''", 100, 100, Stop);
        var first = browser.ProcessId.ShouldNotBeNull();
        await browser.DrawAsync("<p>x</p>", "''", 100, 100, Stop);
        browser.ProcessId.ShouldBeNull();
        await browser.DrawAsync("<p>x</p>", "''", 100, 100, Stop);
        browser.ProcessId.ShouldNotBeNull().ShouldNotBe(first);
    }

    [Fact]
    public void Words_can_be_read_whatever_the_palette()
    {
        foreach (var palette in new TemplatePalette[] { new("#777777", "#777777", "#777777", "#777777"), new("#ffff00", "#ffff00", "#ffff00", "#ffffff"), new("#000000", "#111111", "#000000", "#000000") })
        {
            var colours = new TemplateColours(palette);
            foreach (var (words, ground) in new[] { ("ink", "ground"), ("ink", "floor"), ("muted", "ground"), ("muted", "floor"), ("on-primary", "primary"), ("on-primary-soft", "primary"), ("on-accent", "accent") })
            {
                Legibility.Contrast(colours[words], colours[ground]).ShouldBeGreaterThan(Legibility.Least, $"{words} on {ground} of {palette}");
            }
        }
    }

    [Fact]
    public void A_template_is_filled_with_texts_lists_and_nothing_else()
    {
        TemplateText.Fill("a{{#x}}[{{x}}]{{/x}}{{#none}}no{{/none}}{{#list}}<{{n}}>{{/list}}", new Dictionary<string, object?>
        {
            ["x"] = "<b>&\"'", ["none"] = "", ["list"] = new IReadOnlyDictionary<string, object?>[] { new Dictionary<string, object?> { ["n"] = "1" }, new Dictionary<string, object?> { ["n"] = "{{x}}" } },
        }).ShouldBe("a[&lt;b&gt;&amp;&quot;&#39;]<1><{{x}}>");
        Should.Throw<InvalidOperationException>(() => TemplateText.Fill("{{#x}}", new Dictionary<string, object?>()));
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        process.WaitForExit();
    }

    private static TemplateParameters Of(string template, string style, CardFormat format, InfographicLanguage language, string title, string line, string heading, string value) => new()
    {
        Template = template, Style = style, Format = format, Language = language, LongSidePixels = 800, Title = title, Subtitle = line,
        Features = template == "infographic" ? [new(heading, line), new(heading), new(heading, line)] : [],
        Price = template == "card" ? "$12.00" : null, Button = template == "card" ? heading[..Math.Min(24, heading.Length)] : null,
        Columns = template == "comparison" ? [heading[..Math.Min(20, heading.Length)], value] : [],
        Rows = template == "comparison" ? [new(heading, ["yes", "no"]), new(line[..Math.Min(48, line.Length)], [value, "no"]), new(value, ["yes", value]), new(heading, ["yes", "yes"])] : [],
    };

    /// <summary>A ball, cut out, and a logo.</summary>
    private sealed class Ball
    {
        public Ball(StudioFixture studio)
        {
            var (photo, _) = StudioFixture.BallOnGrey();
            var master = studio.Normalised(StudioFixture.Jpeg(photo)).Master;
            (Cutout, Logo) = (studio.Engine.CutOut(master), studio.Engine.Logo(master));
        }

        public Cutout Cutout { get; }

        public byte[] Logo { get; }
    }
}
