using System.Text.Json;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>
/// The published shape of the API. A change shows up as a diff of openapi.v1.json; approve it by running this test with
/// UPDATE_SNAPSHOTS=1 and committing the file.
/// </summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class ApiDocumentTests(CommerceSystem system)
{
    [Fact]
    public async Task The_document_is_the_approved_one()
    {
        using var http = system.NewHttp();
        var text = await http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(text);
        document.RootElement.GetProperty("openapi").GetString().ShouldStartWith("3.1");
        var approved = Path.Combine(RepositoryRoot.Path, "Tests", "ApiService", "openapi.v1.json");
        var actual = JsonSerializer.Serialize(document, Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(approved, actual, TestContext.Current.CancellationToken);
        actual.ShouldBe((await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_reference_page_names_every_operation()
    {
        using var http = system.NewHttp();
        var page = await http.GetStringAsync(new Uri("docs", UriKind.Relative), TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken));
        foreach (var operation in document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Where(o => o.Name != "parameters"))
        {
            page.ShouldContain($"id=\"{operation.Value.GetProperty("operationId").GetString()}\"");
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
