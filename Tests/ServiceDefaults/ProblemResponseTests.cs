using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CommerceOS.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ServiceDefaults;

public sealed class ProblemResponseTests
{
    [Fact]
    public async Task An_unexpected_exception_becomes_internal_error_without_details()
    {
        await using var app = await StartAsync("Production");

        var (response, problem) = await GetProblemAsync(app, "/boom");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("code").GetString().ShouldBe("internal_error");
        problem.GetProperty("status").GetInt32().ShouldBe(500);
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        problem.GetRawText().ShouldNotContain("the cat is in the cellar");
    }

    [Fact]
    public async Task In_development_the_exception_is_shown()
    {
        await using var app = await StartAsync("Development");

        var (_, problem) = await GetProblemAsync(app, "/boom");

        problem.GetProperty("detail").GetString()!.ShouldContain("the cat is in the cellar");
    }

    [Theory]
    [InlineData("/nowhere", 404, "not_found")]
    [InlineData("/status/403", 403, "forbidden")]
    [InlineData("/status/429", 429, "rate_limited")]
    public async Task A_bare_status_gets_a_problem_body(string path, int status, string code)
    {
        await using var app = await StartAsync("Production");

        var (response, problem) = await GetProblemAsync(app, path);

        ((int)response.StatusCode).ShouldBe(status);
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task The_body_is_a_problem_even_when_only_pictures_are_accepted()
    {
        await using var app = await StartAsync("Production");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/boom");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));

        using var response = await app.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldContain("internal_error");
    }

    [Fact]
    public async Task Unreadable_json_says_where()
    {
        await using var app = await StartAsync("Production");

        using var response = await app.Client.PostAsync("/thing", new StringContent("""{"size":"big"}""", Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("code").GetString().ShouldBe("bad_request");
        problem.RootElement.GetProperty("detail").GetString()!.ShouldContain("$.size");
    }

    [Fact]
    public async Task A_code_chosen_by_the_handler_is_kept()
    {
        await using var app = await StartAsync("Production");

        var (_, problem) = await GetProblemAsync(app, "/chosen");

        problem.GetProperty("code").GetString().ShouldBe("plan_limit");
        problem.GetProperty("detail").GetString().ShouldBe("20 products are included, 20 exist.");
        problem.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
    }

    private static Task<TinyApp> StartAsync(string environment) => TinyApp.StartAsync(
        builder => builder.AddProblemResponses(),
        app =>
        {
            app.UseProblemResponses();
            app.MapGet("/boom", IResult () => throw new InvalidOperationException("the cat is in the cellar"));
            app.MapGet("/status/{status:int}", (int status) => TypedResults.StatusCode(status));
            app.MapPost("/thing", (Thing thing) => thing.Size);
            app.MapGet("/chosen", () => TypedResults.Problem(
                "20 products are included, 20 exist.", statusCode: 409, extensions: new Dictionary<string, object?> { ["code"] = "plan_limit" }));
        },
        environment);

    private static async Task<(HttpResponseMessage Response, JsonElement Problem)> GetProblemAsync(TinyApp app, string path)
    {
        var response = await app.Client.GetAsync(path);
        return (response, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private sealed record Thing(int Size);
}
