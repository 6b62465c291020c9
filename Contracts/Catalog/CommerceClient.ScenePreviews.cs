namespace CommerceOS.Contracts;

public sealed partial class CommerceClient
{
    /// <summary>Has a photo's product shown in every scene, small. What is there already is not made again.</summary>
    public Task PreviewScenesAsync(Guid workspaceId, Guid photoId, CancellationToken cancellationToken) =>
        PostAsync($"{Workspace(workspaceId)}/assets/{photoId}/scene-previews", null, cancellationToken);

    /// <summary>
    /// One WebP with the product in every scene, in the order of a recipe's choices of type <c>scene</c>, six a row of 224 x 224 pixels. Waits for it up to
    /// <paramref name="waitSeconds"/> (0 to 20), then answers 409 with code <c>not_ready</c>.
    /// </summary>
    public async Task<FileContent> OpenScenePreviewsAsync(Guid workspaceId, Guid photoId, int waitSeconds, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Query($"{Workspace(workspaceId)}/assets/{photoId}/scene-previews", ("waitSeconds", waitSeconds)));
        var response = await SendAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }
}
