using CommerceOS.Contracts.Generation;

namespace CommerceOS.Contracts;

public sealed partial class CommerceClient
{
    private static string Edits(Guid workspaceId, Guid photoId) => $"{Workspace(workspaceId)}/assets/{photoId}/edits/previews";

    /// <summary>Asks how a photo looks after steps. Only a person's newest wish for a photo is worked on.</summary>
    public Task<EditPreviewDto> PreviewEditAsync(Guid workspaceId, Guid photoId, EditStepsRequest steps, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        PostAsync<EditPreviewDto>(Edits(workspaceId, photoId), steps, cancellationToken, idempotencyKey);

    /// <summary>Answers as soon as the preview is ready or failed, at the latest after <paramref name="waitSeconds"/> (0 to 20).</summary>
    public Task<EditPreviewDto> GetEditPreviewAsync(Guid workspaceId, Guid photoId, Guid previewId, int waitSeconds, CancellationToken cancellationToken) =>
        GetAsync<EditPreviewDto>(Query($"{Edits(workspaceId, photoId)}/{previewId}", ("waitSeconds", waitSeconds)), cancellationToken);

    /// <summary>The preview's picture as WebP, at most 1,280 pixels long; 422 with the step that was refused where there is none.</summary>
    public async Task<FileContent> OpenEditPreviewAsync(Guid workspaceId, Guid photoId, Guid previewId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Edits(workspaceId, photoId)}/{previewId}/picture");
        var response = await SendAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    public Task<IReadOnlyList<ChannelPresetDto>> GetChannelPresetsAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<ChannelPresetDto>>("v1/channel-presets", cancellationToken);
}
