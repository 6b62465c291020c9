using CommerceOS.Contracts.Privacy;
using CommerceOS.Contracts.Publishing;

namespace CommerceOS.Contracts;

public sealed partial class CommerceClient
{
    public Task<IReadOnlyList<ChannelDto>> GetChannelsAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<ChannelDto>>("v1/channels", cancellationToken);

    /// <param name="productId">Null for every product, newest first.</param>
    public Task<Page<ReadinessDto>> GetReadinessAsync(Guid workspaceId, string channel, Guid? productId, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<Page<ReadinessDto>>(Query(Workspace(workspaceId) + "/readiness", ("channel", channel), ("productId", productId), ("cursor", cursor)), cancellationToken);

    /// <param name="productIds">At most 200; what is not there (any more) is left out.</param>
    public Task<Page<ReadinessDto>> GetReadinessAsync(Guid workspaceId, string channel, IReadOnlyCollection<Guid> productIds, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<Page<ReadinessDto>>(
            Query(Workspace(workspaceId) + "/readiness", [("channel", channel), .. productIds.Select(id => ("productId", (object?)id)), ("cursor", cursor)]), cancellationToken);

    /// <summary>A dry run of <see cref="PublishAsync"/>: what would be missing for exactly this choice. Nothing is stored or sent.</summary>
    public Task<IReadOnlyList<ReadinessDto>> CheckPublicationAsync(Guid workspaceId, PublishRequest request, CancellationToken cancellationToken) =>
        PostAsync<IReadOnlyList<ReadinessDto>>(Workspace(workspaceId) + "/publications/check", request, cancellationToken);

    public Task<PublicationDto> PublishAsync(Guid workspaceId, PublishRequest request, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        PostAsync<PublicationDto>(Workspace(workspaceId) + "/publications", request, cancellationToken, idempotencyKey);

    public Task<Page<PublicationDto>> GetPublicationsAsync(Guid workspaceId, string? cursor, int limit, CancellationToken cancellationToken) =>
        GetAsync<Page<PublicationDto>>(Query(Workspace(workspaceId) + "/publications", ("cursor", cursor), ("limit", limit)), cancellationToken);

    public Task<PublicationDto> GetPublicationAsync(Guid workspaceId, Guid publicationId, CancellationToken cancellationToken) =>
        GetAsync<PublicationDto>($"{Workspace(workspaceId)}/publications/{publicationId}", cancellationToken);

    /// <summary>A link to the package that works for 15 minutes without signing in.</summary>
    public Task<DownloadLinkDto> CreateDownloadLinkAsync(Guid workspaceId, Guid publicationId, CancellationToken cancellationToken) =>
        PostAsync<DownloadLinkDto>($"{Workspace(workspaceId)}/publications/{publicationId}/download-links", null, cancellationToken);

    public async Task<FileContent> DownloadAsync(string path, CancellationToken cancellationToken)
    {
        var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path.TrimStart('/')), cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    public Task<PolicyDto> GetPolicyAsync(string id, string language, CancellationToken cancellationToken) =>
        GetAsync<PolicyDto>(Query($"v1/policies/{id}", ("language", language)), cancellationToken);
}
