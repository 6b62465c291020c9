using System.Net.Http.Headers;
using CommerceOS.Contracts.Catalog;

namespace CommerceOS.Contracts;

public sealed partial class CommerceClient
{
    private static string Outline(Guid workspaceId, Guid photoId) => $"{Workspace(workspaceId)}/assets/{photoId}/outline";

    public Task<Versioned<OutlineDto>> GetOutlineAsync(Guid workspaceId, Guid photoId, CancellationToken cancellationToken) =>
        ReadVersionedAsync<OutlineDto>(new HttpRequestMessage(HttpMethod.Get, Outline(workspaceId, photoId)), cancellationToken);

    /// <param name="etag">Of the version that was read; a newer one in between answers 412 with code <c>changed_meanwhile</c>.</param>
    public Task<Versioned<OutlineDto>> SaveOutlineAsync(Guid workspaceId, Guid photoId, OutlineStrokesRequest strokes, string etag, CancellationToken cancellationToken) =>
        ChangeOutlineAsync(Request(HttpMethod.Put, Outline(workspaceId, photoId), strokes), etag, cancellationToken);

    /// <summary>Back to the automatic outline.</summary>
    /// <param name="etag">As for saving.</param>
    public Task<Versioned<OutlineDto>> ResetOutlineAsync(Guid workspaceId, Guid photoId, string etag, CancellationToken cancellationToken) =>
        ChangeOutlineAsync(new HttpRequestMessage(HttpMethod.Delete, Outline(workspaceId, photoId)), etag, cancellationToken);

    /// <summary>Asks how the outline looks with these strokes. Only the newest wish for a photo is worked on.</summary>
    public Task<OutlinePreviewDto> PreviewOutlineAsync(Guid workspaceId, Guid photoId, OutlineStrokesRequest strokes, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        PostAsync<OutlinePreviewDto>(Outline(workspaceId, photoId) + "/previews", strokes, cancellationToken, idempotencyKey);

    /// <summary>Answers as soon as the preview is ready, at the latest after <paramref name="waitSeconds"/> (0 to 20).</summary>
    public Task<OutlinePreviewDto> GetOutlinePreviewAsync(Guid workspaceId, Guid photoId, Guid previewId, int waitSeconds, CancellationToken cancellationToken) =>
        GetAsync<OutlinePreviewDto>(Query($"{Outline(workspaceId, photoId)}/previews/{previewId}", ("waitSeconds", waitSeconds)), cancellationToken);

    /// <summary>The cut-out's picture: WebP with transparency.</summary>
    public async Task<FileContent> OpenOutlinePreviewAsync(Guid workspaceId, Guid photoId, Guid previewId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Outline(workspaceId, photoId)}/previews/{previewId}/picture");
        var response = await SendAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    private Task<Versioned<OutlineDto>> ChangeOutlineAsync(HttpRequestMessage request, string etag, CancellationToken cancellationToken)
    {
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        return ReadVersionedAsync<OutlineDto>(request, cancellationToken);
    }
}
