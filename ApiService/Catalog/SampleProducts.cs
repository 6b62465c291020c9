using System.Text.Json;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ProductText = CommerceOS.Domain.Catalog.ProductText;

namespace CommerceOS.ApiService.Catalog;

/// <summary>The products that ship with the project, for looking around without photos of one's own.</summary>
internal static class SampleProducts
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    public static void MapSamples(this RouteGroupBuilder workspace) =>
        workspace.MapPost("/products/samples", LoadAsync).ForMembers(Role.Editor).WithName("LoadSamples").WithTags("Catalog")
            .WithSummary("Add the sample products with their photos; those already there are left alone");

    private static async Task<Results<Ok<Page<ProductDto>>, ProblemHttpResult>> LoadAsync(
        Caller caller, CommerceDbContext database, PhotoIntake intake, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(Folder, "samples.json"));
        var samples = (await JsonSerializer.DeserializeAsync<SampleFile>(file, JsonSerializerOptions.Web, cancellationToken))!.Products;
        var present = await database.Products.Select(p => p.Sku).ToListAsync(cancellationToken);
        var added = new List<Product>();
        foreach (var sample in samples.Where(s => !present.Contains(s.Sku)))
        {
            var product = ProductEndpoints.NewProduct(sample.ToDraft(), caller.WorkspaceId, time);
            database.Products.Add(product);
            if (!await ProductEndpoints.TrySaveAsync(database, cancellationToken))
            {
                // Somebody loads them at this moment, too: that one wins.
                database.Entry(product).State = EntityState.Detached;
                continue;
            }
            await intake.TakeAsync(caller.WorkspaceId, product.Id, sample.File, await File.ReadAllBytesAsync(Path.Combine(Folder, sample.File), cancellationToken), cancellationToken);
            added.Add(product);
        }
        return TypedResults.Ok(new Page<ProductDto>(await added.ToDtosAsync(database, cancellationToken), null, added.Count));
    }

    private sealed record SampleFile(IReadOnlyList<Sample> Products);

    private sealed record SampleFeature(string Heading, string? Line);

    private sealed record Sample(
        string File, string Sku, Dictionary<string, string> Title, string Brand, Dictionary<string, string> Category, long PriceMinor, string Currency, string? Gtin,
        Dictionary<string, string> Attributes, Dictionary<string, IReadOnlyList<SampleFeature>> Features)
    {
        public ProductDraft ToDraft()
        {
            var (draft, errors) = ProductDraft.Check(
                Sku, [.. Languages.All.Select(l => new ProductText(l, Title[l], "", [.. Features[l].Select(f => Sentence(f, l))]))], Brand, Category[Languages.English],
                Currencies.ToMajor(PriceMinor, Currency), Currency, Gtin,
                [.. Attributes.Select(a => new Fact(Name(a.Key), a.Value))], Languages.All);
            return draft ?? throw new InvalidDataException($"{File}: {string.Join(' ', errors.Select(e => e.Field + ": " + e.Message))}");
        }

        // "burnTime" is shown as "Burn time".
        private static string Name(string key) =>
            char.ToUpperInvariant(key[0]) + string.Concat(key.Skip(1).Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));

        private static string Sentence(SampleFeature feature, string language) =>
            feature.Line is null ? feature.Heading : feature.Heading + (language == Languages.English ? ": " : "：") + feature.Line;
    }
}
