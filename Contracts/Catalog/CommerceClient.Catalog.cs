using System.Net.Http.Headers;
using CommerceOS.Contracts.Catalog;

namespace CommerceOS.Contracts;

/// <summary>Bytes of a stored file with their type. Dispose to release the connection.</summary>
public sealed class FileContent(HttpResponseMessage response, Stream stream) : IDisposable
{
    public Stream Stream { get; } = stream;

    public string ContentType => response.Content.Headers.ContentType?.ToString() ?? "application/octet-stream";

    public long? Length => response.Content.Headers.ContentLength;

    /// <summary>Which part of the whole this is; null for the whole.</summary>
    public ContentRangeHeaderValue? Range => response.Content.Headers.ContentRange;

    public string? FileName => response.Content.Headers.ContentDisposition?.FileNameStar ?? response.Content.Headers.ContentDisposition?.FileName?.Trim('"');

    public string? ETag => response.Headers.ETag?.ToString();

    public void Dispose() => response.Dispose();
}

public sealed partial class CommerceClient
{
    private static string Workspace(Guid workspaceId) => $"v1/workspaces/{workspaceId}";

    public Task<Page<ProductDto>> GetProductsAsync(Guid workspaceId, ProductQuery query, CancellationToken cancellationToken) =>
        GetAsync<Page<ProductDto>>(
            Query(
                Workspace(workspaceId) + "/products", ("query", query.Query), ("category", query.Category), ("stage", query.Stage),
                ("order", query.Order), ("cursor", query.Cursor), ("limit", query.Limit)),
            cancellationToken);

    public Task<IReadOnlyList<string>> GetCategoriesAsync(Guid workspaceId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<string>>(Workspace(workspaceId) + "/products/categories", cancellationToken);

    public Task<Versioned<ProductDto>> CreateProductAsync(Guid workspaceId, ProductInput product, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        ReadVersionedAsync<ProductDto>(Request(HttpMethod.Post, Workspace(workspaceId) + "/products", product, idempotencyKey), cancellationToken);

    public Task<Versioned<ProductDto>> GetProductAsync(Guid workspaceId, Guid productId, CancellationToken cancellationToken) =>
        ReadVersionedAsync<ProductDto>(new HttpRequestMessage(HttpMethod.Get, $"{Workspace(workspaceId)}/products/{productId}"), cancellationToken);

    /// <param name="etag">Of the version that was read; a newer one in between answers 412 with code <c>changed_meanwhile</c>.</param>
    public Task<Versioned<ProductDto>> UpdateProductAsync(Guid workspaceId, Guid productId, ProductInput product, string etag, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Put, $"{Workspace(workspaceId)}/products/{productId}", product);
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        return ReadVersionedAsync<ProductDto>(request, cancellationToken);
    }

    /// <summary>Moves the product out of sight; <see cref="RestoreProductAsync"/> brings it back.</summary>
    public Task DeleteProductAsync(Guid workspaceId, Guid productId, CancellationToken cancellationToken) =>
        DeleteAsync($"{Workspace(workspaceId)}/products/{productId}", cancellationToken);

    public Task<ProductDto> RestoreProductAsync(Guid workspaceId, Guid productId, CancellationToken cancellationToken) =>
        PostAsync<ProductDto>($"{Workspace(workspaceId)}/products/{productId}/restore", null, cancellationToken);

    /// <summary>Adds the sample products with their photos; those already there (by SKU) are left alone.</summary>
    public Task<Page<ProductDto>> LoadSamplesAsync(Guid workspaceId, CancellationToken cancellationToken) =>
        PostAsync<Page<ProductDto>>(Workspace(workspaceId) + "/products/samples", null, cancellationToken);

    /// <param name="csv">UTF-8 with a header line; at most 2 MB and 5,000 lines.</param>
    /// <param name="dryRun">Reports what would happen and stores nothing.</param>
    public Task<ImportReportDto> ImportProductsAsync(Guid workspaceId, Stream csv, bool dryRun, CancellationToken cancellationToken)
    {
        var content = new StreamContent(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv") { CharSet = "utf-8" };
        var request = new HttpRequestMessage(HttpMethod.Post, Query(Workspace(workspaceId) + "/products/import", ("dryRun", dryRun ? "true" : "false"))) { Content = content };
        return ReadAsync<ImportReportDto>(request, cancellationToken);
    }

    public Task<IReadOnlyList<AssetDto>> GetAssetsAsync(Guid workspaceId, Guid productId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<AssetDto>>($"{Workspace(workspaceId)}/products/{productId}/assets", cancellationToken);

    /// <param name="photo">The file as it is: JPEG, PNG, WebP, AVIF or HEIC, at most 25 MB and 50 megapixels.</param>
    public Task<AssetDto> UploadPhotoAsync(Guid workspaceId, Guid productId, string fileName, Stream photo, CancellationToken cancellationToken)
    {
        var content = new StreamContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var path = Query($"{Workspace(workspaceId)}/products/{productId}/photos", ("fileName", fileName));
        return ReadAsync<AssetDto>(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, cancellationToken);
    }

    public Task<AssetDto> GetAssetAsync(Guid workspaceId, Guid assetId, CancellationToken cancellationToken) =>
        GetAsync<AssetDto>($"{Workspace(workspaceId)}/assets/{assetId}", cancellationToken);

    public Task DeleteAssetAsync(Guid workspaceId, Guid assetId, CancellationToken cancellationToken) =>
        DeleteAsync($"{Workspace(workspaceId)}/assets/{assetId}", cancellationToken);

    /// <param name="range">Part of a video to begin with, as a player asks for it; null for all of it.</param>
    public async Task<FileContent> OpenAssetAsync(Guid workspaceId, Guid assetId, Rendition rendition, CancellationToken cancellationToken, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Query($"{Workspace(workspaceId)}/assets/{assetId}/content", ("rendition", rendition)));
        request.Headers.Range = range;
        var response = await SendAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }
}
