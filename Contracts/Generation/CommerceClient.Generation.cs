using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;

namespace CommerceOS.Contracts;

public sealed partial class CommerceClient
{
    public Task<IReadOnlyList<RecipeDto>> GetRecipesAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<RecipeDto>>("v1/recipes", cancellationToken);

    public Task<IReadOnlyList<GenerationDto>> StartGenerationsAsync(
        Guid workspaceId, Guid productId, StartGenerationsRequest request, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        PostAsync<IReadOnlyList<GenerationDto>>($"{Workspace(workspaceId)}/products/{productId}/generations", request, cancellationToken, idempotencyKey);

    public Task<Page<GenerationDto>> GetGenerationsAsync(Guid workspaceId, GenerationQuery query, CancellationToken cancellationToken) =>
        GetAsync<Page<GenerationDto>>(
            Query(
                Workspace(workspaceId) + "/generations", ("productId", query.ProductId), ("state", query.State), ("setId", query.SetId), ("cursor", query.Cursor), ("limit", query.Limit)),
            cancellationToken);

    public Task<GenerationDto> GetGenerationAsync(Guid workspaceId, Guid generationId, CancellationToken cancellationToken) =>
        GetAsync<GenerationDto>($"{Workspace(workspaceId)}/generations/{generationId}", cancellationToken);

    public Task<GenerationDto> CancelGenerationAsync(Guid workspaceId, Guid generationId, CancellationToken cancellationToken) =>
        PostAsync<GenerationDto>($"{Workspace(workspaceId)}/generations/{generationId}/cancel", null, cancellationToken);

    public Task<GenerationDto> RetryGenerationAsync(Guid workspaceId, Guid generationId, CancellationToken cancellationToken) =>
        PostAsync<GenerationDto>($"{Workspace(workspaceId)}/generations/{generationId}/retry", null, cancellationToken);

    /// <summary>The shots that a product video gets when none are given.</summary>
    public Task<IReadOnlyList<ShotDto>> SuggestStoryboardAsync(Guid workspaceId, Guid productId, string language, string scene, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<ShotDto>>(Query($"{Workspace(workspaceId)}/products/{productId}/storyboard", ("language", language), ("scene", scene)), cancellationToken);

    /// <param name="query">Words that the titles of other products have to hold; null for all.</param>
    public Task<MaterialsDto> GetMaterialsAsync(Guid workspaceId, Guid productId, string? query, string? language, CancellationToken cancellationToken) =>
        GetAsync<MaterialsDto>(Query($"{Workspace(workspaceId)}/products/{productId}/materials", ("query", query), ("language", language)), cancellationToken);

    /// <summary>Makes a result again; its check <c>replay</c> then says whether the same bytes came out.</summary>
    public Task<AssetDto> ReplayAssetAsync(Guid workspaceId, Guid assetId, CancellationToken cancellationToken) =>
        PostAsync<AssetDto>($"{Workspace(workspaceId)}/assets/{assetId}/replay", null, cancellationToken);

    /// <summary>
    /// Every change of the product's generations as it happens. Starts with those after <paramref name="afterSequence"/>
    /// (0 sends the present state of each first); ends when the connection does, so call again with the last sequence.
    /// </summary>
    public async IAsyncEnumerable<GenerationDto> WatchGenerationsAsync(
        Guid workspaceId, Guid productId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Workspace(workspaceId)}/products/{productId}/generations/stream");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (afterSequence > 0) request.Headers.Add("Last-Event-ID", afterSequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var response = await SendAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.EventType == "generation") yield return JsonSerializer.Deserialize<GenerationDto>(item.Data, Json)!;
        }
    }

    /// <summary>What waits for a person, oldest first.</summary>
    public Task<Page<ReviewItemDto>> GetReviewQueueAsync(Guid workspaceId, ReviewItemKind? kind, string? cursor, int limit, CancellationToken cancellationToken) =>
        GetAsync<Page<ReviewItemDto>>(Query(Workspace(workspaceId) + "/review", ("kind", kind), ("cursor", cursor), ("limit", limit)), cancellationToken);

    public Task<AssetDto> ApproveAssetAsync(Guid workspaceId, Guid assetId, CancellationToken cancellationToken) =>
        PostAsync<AssetDto>($"{Workspace(workspaceId)}/assets/{assetId}/approve", null, cancellationToken);

    public Task<AssetDto> RejectAssetAsync(Guid workspaceId, Guid assetId, RejectRequest request, CancellationToken cancellationToken) =>
        PostAsync<AssetDto>($"{Workspace(workspaceId)}/assets/{assetId}/reject", request, cancellationToken);

    /// <summary>Takes the last decision back, within 10 minutes; afterwards 409 <c>undo_expired</c>.</summary>
    public Task<AssetDto> UndoAssetDecisionAsync(Guid workspaceId, Guid assetId, CancellationToken cancellationToken) =>
        PostAsync<AssetDto>($"{Workspace(workspaceId)}/assets/{assetId}/undo", null, cancellationToken);

    public Task<IReadOnlyList<CopyDto>> GetCopiesAsync(Guid workspaceId, Guid productId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<CopyDto>>($"{Workspace(workspaceId)}/products/{productId}/copies", cancellationToken);

    public Task<CopyDto> GetCopyAsync(Guid workspaceId, Guid copyId, CancellationToken cancellationToken) =>
        GetAsync<CopyDto>($"{Workspace(workspaceId)}/copies/{copyId}", cancellationToken);

    public Task<CopyDto> UpdateCopyAsync(Guid workspaceId, Guid copyId, CopyText text, string etag, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Put, $"{Workspace(workspaceId)}/copies/{copyId}", text);
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        return ReadAsync<CopyDto>(request, cancellationToken);
    }

    public Task<CopyDto> ApproveCopyAsync(Guid workspaceId, Guid copyId, CancellationToken cancellationToken) =>
        PostAsync<CopyDto>($"{Workspace(workspaceId)}/copies/{copyId}/approve", null, cancellationToken);

    public Task<CopyDto> RejectCopyAsync(Guid workspaceId, Guid copyId, RejectRequest request, CancellationToken cancellationToken) =>
        PostAsync<CopyDto>($"{Workspace(workspaceId)}/copies/{copyId}/reject", request, cancellationToken);

    public Task<CopyDto> UndoCopyDecisionAsync(Guid workspaceId, Guid copyId, CancellationToken cancellationToken) =>
        PostAsync<CopyDto>($"{Workspace(workspaceId)}/copies/{copyId}/undo", null, cancellationToken);
}
