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
        var approved = Path.Combine(Path.GetDirectoryName(Photos.SamplesFolder)!, "Tests", "ApiService", "openapi.v1.json");
        var actual = JsonSerializer.Serialize(document, Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(approved, actual, TestContext.Current.CancellationToken);
        actual.ShouldBe((await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
