using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CommerceOS.Web.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CommerceOS.Tests.Web;

/// <summary>The pages on a test server, with the fake API behind them. A browser in it keeps cookies and follows redirects.</summary>
internal sealed class WebSite : WebApplicationFactory<App>
{
    private WebSite(FakeApi api) => Api = api;

    public FakeApi Api { get; }

    public FakeShop Shop => Api.Shop;

    public static async Task<WebSite> StartAsync() => new(await FakeApi.StartAsync());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("services:apiservice:http:0", Api.Address);
        builder.UseEnvironment("Development");
    }

    public Visitor Visit(string language = "en", bool followRedirects = true) => new(this, language, followRedirects);

    /// <summary>A visitor who is signed in, in a shop that is in the middle of its work.</summary>
    public async Task<Visitor> VisitAsOwnerAsync(bool withSamples = true, string language = "en")
    {
        if (withSamples) Shop.LoadSamples();
        Shop.Language = language;
        var visitor = Visit(language);
        await visitor.SubmitAsync(await visitor.OpenAsync("/sign-in"), "main form", new() { ["email"] = Shop.Email, ["password"] = FakeShop.Password });
        return visitor;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Api.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A browser without scripts: opens pages, fills forms, posts them as they stand.</summary>
internal sealed class Visitor
{
    private readonly HttpClient _http;

    public Visitor(WebSite site, string language, bool followRedirects)
    {
        _http = site.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = true, AllowAutoRedirect = followRedirects, MaxAutomaticRedirections = 10 });
        _http.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    /// <summary>The last answer: its status, headers and, after redirects, address.</summary>
    public HttpResponseMessage Answer { get; private set; } = null!;

    public HttpStatusCode Status => Answer.StatusCode;

    public string Path => Answer.RequestMessage!.RequestUri!.PathAndQuery;

    public HttpClient Http => _http;

    public async Task<IHtmlDocument> OpenAsync(string path) => await ReadAsync(await _http.GetAsync(path));

    /// <summary>Posts the form with its own fields as they stand, changed by <paramref name="fields"/>; with the submit button's name where one is given.</summary>
    public async Task<IHtmlDocument> SubmitAsync(IHtmlDocument page, string form, Dictionary<string, string>? fields = null, string? button = null)
    {
        var element = page.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form matches {form} on {Path}:\n{page.Body?.TextContent}");
        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in element.Elements.OfType<IHtmlElement>())
        {
            var name = field.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || (fields?.ContainsKey(name) ?? false)) continue;
            switch (field)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked) values.Add(new(name, box.Value));
                    break;
                case IHtmlInputElement { Type: not ("submit" or "file") } input:
                    values.Add(new(name, input.Value));
                    break;
                case IHtmlTextAreaElement area:
                    values.Add(new(name, area.Value));
                    break;
                case IHtmlSelectElement select:
                    values.Add(new(name, select.Value ?? ""));
                    break;
            }
        }
        values.AddRange(fields ?? []);
        var action = element.GetAttribute("action") is { Length: > 0 } own ? own : Path;
        if (button is not null)
        {
            var pressed = (IHtmlElement)(element.QuerySelector(button) ?? throw new InvalidOperationException($"No button matches {button}"));
            if (pressed.GetAttribute("name") is { } name) values.Add(new(name, pressed.GetAttribute("value") ?? ""));
            action = pressed.GetAttribute("formaction") ?? action;
        }
        return await PostAsync(action, values);
    }

    public async Task<IHtmlDocument> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> values)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) };
        if (Answer is not null) request.Headers.Referrer = Answer.RequestMessage!.RequestUri;
        return await ReadAsync(await _http.SendAsync(request));
    }

    public async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer)
    {
        Answer = answer;
        var context = BrowsingContext.New(Configuration.Default);
        var html = await answer.Content.ReadAsStringAsync();
        return (IHtmlDocument)await context.OpenAsync(response => response.Content(html).Address(answer.RequestMessage!.RequestUri));
    }
}

internal static class Reading
{
    public static string Title(this IHtmlDocument page) => page.QuerySelector("h1")?.TextContent.Trim() ?? "(no h1)";

    public static string Words(this IParentNode page, string selector) => string.Join(" | ", page.QuerySelectorAll(selector).Select(e => string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
}
