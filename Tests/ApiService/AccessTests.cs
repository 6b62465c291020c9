using System.Net;
using System.Text;
using System.Text.Json;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Tests.Harness;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using DomainRole = CommerceOS.Domain.Accounts.Role;

namespace CommerceOS.Tests.ApiService;

/// <summary>Walks every operation of the OpenAPI document as somebody who must not pass.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class AccessTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_of_the_document_states_an_access_rule()
    {
        var rules = Rules();
        foreach (var (method, path) in await OperationsAsync()) rules.ShouldContainKey((method, path));
        rules.Count.ShouldBeGreaterThan(40);
        WithoutRule(Endpoints()).ShouldBeEmpty();
    }

    [Fact]
    public void An_endpoint_without_a_rule_is_found()
    {
        var endpoint = new RouteEndpointBuilder(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/v1/new"), 0).Build();
        WithoutRule([(RouteEndpoint)endpoint]).ShouldBe(["/v1/new"]);
    }

    [Fact]
    public async Task A_stranger_is_refused_wherever_signing_in_is_needed()
    {
        using var http = system.NewHttp();
        foreach (var ((method, path), rule) in Rules().Where(r => r.Value.Access != Access.Stranger))
        {
            var (status, code) = await SendAsync(http, method, path, Guid.CreateVersion7(), token: null);
            (status, code).ShouldBe((HttpStatusCode.Unauthorized, "unauthenticated"), $"{method} {path}");
            (status, code) = await SendAsync(http, method, path, Guid.CreateVersion7(), token: "not-a-token-but-long-enough-to-look-like-one");
            (status, code).ShouldBe((HttpStatusCode.Unauthorized, "unauthenticated"), $"{method} {path} with a made-up token");
        }
    }

    [Fact]
    public async Task A_viewer_is_refused_whatever_changes_something()
    {
        var owner = await system.SignUpAsync();
        var viewer = await system.InviteAsync(owner, Role.Viewer);
        foreach (var ((method, path), rule) in Rules().Where(r => r.Value is { Access: Access.Member, Role: > DomainRole.Viewer }))
        {
            var (status, code) = await SendAsync(viewer.Http, method, path, owner.Workspace, viewer.Client.AccessToken);
            (status, code).ShouldBe((HttpStatusCode.Forbidden, "role_too_low"), $"{method} {path}");
        }
        (await viewer.Client.GetWorkspaceAsync(owner.Workspace, Stop)).YourRole.ShouldBe(Role.Viewer);
    }

    [Fact]
    public async Task An_editor_is_refused_what_only_owners_may()
    {
        var owner = await system.SignUpAsync();
        var editor = await system.InviteAsync(owner, Role.Editor);
        foreach (var ((method, path), rule) in Rules().Where(r => r.Value.Role == DomainRole.Owner))
        {
            var (status, code) = await SendAsync(editor.Http, method, path, owner.Workspace, editor.Client.AccessToken);
            (status, code).ShouldBe((HttpStatusCode.Forbidden, "role_too_low"), $"{method} {path}");
        }
    }

    [Fact]
    public async Task Another_workspaces_owner_finds_nothing()
    {
        var owner = await system.SignUpAsync();
        var other = await system.SignUpAsync();
        foreach (var ((method, path), rule) in Rules().Where(r => r.Value.Access == Access.Member))
        {
            var (status, code) = await SendAsync(other.Http, method, path, owner.Workspace, other.Client.AccessToken);
            (status, code).ShouldBe((HttpStatusCode.NotFound, "not_found"), $"{method} {path}");
        }
    }

    private static List<string> WithoutRule(IEnumerable<RouteEndpoint> endpoints) =>
        [.. endpoints.Where(e => e.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal) && e.Metadata.GetMetadata<AccessRule>() is null).Select(e => e.RoutePattern.RawText!)];

    private IEnumerable<RouteEndpoint> Endpoints() => system.Api.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    private Dictionary<(string Method, string Path), AccessRule> Rules() => Endpoints()
        .Where(e => e.Metadata.GetMetadata<AccessRule>() is not null)
        .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => (Key: (m, Plain(e.RoutePattern.RawText!)), Rule: e.Metadata.GetMetadata<AccessRule>()!)))
        .ToDictionary(e => e.Key, e => e.Rule);

    private async Task<List<(string Method, string Path)>> OperationsAsync()
    {
        using var http = system.NewHttp();
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), Stop));
        return [.. document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Where(o => o.Name != "parameters").Select(o => (o.Name.ToUpperInvariant(), Plain(p.Name))))];
    }

    // "{productId:guid}" in a route is "{productId}" in the document.
    private static string Plain(string path) => string.Join('/', path.TrimEnd('/').Split('/').Select(s => s.Contains(':', StringComparison.Ordinal) ? s[..s.IndexOf(':', StringComparison.Ordinal)] + "}" : s));

    private static string Fill(string path, Guid workspace) => string.Join('/', path.TrimStart('/').Split('/').Select(s => s switch
    {
        "{workspaceId}" => workspace.ToString(),
        ['{', ..] => Guid.CreateVersion7().ToString(),
        _ => s,
    }));

    private string ContentType(string method, string path) => Endpoints()
        .Where(e => Plain(e.RoutePattern.RawText!) == path && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) == true)
        .Select(e => e.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0]).FirstOrDefault() ?? "application/json";

    private async Task<(HttpStatusCode Status, string? Code)> SendAsync(HttpClient http, string method, string pattern, Guid workspace, string? token)
    {
        using var request = new HttpRequestMessage(new(method), Fill(pattern, workspace));
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        // Not even a sound body: the refusal has to come before anyone reads it.
        if (method is not ("GET" or "DELETE")) request.Content = new StringContent("{ broken", Encoding.UTF8, ContentType(method, pattern));
        using var response = await http.SendAsync(request, Stop);
        var body = await response.Content.ReadAsStringAsync(Stop);
        using var problem = body.Length > 0 && response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? JsonDocument.Parse(body) : null;
        return (response.StatusCode, problem?.RootElement.GetProperty("code").GetString());
    }
}
