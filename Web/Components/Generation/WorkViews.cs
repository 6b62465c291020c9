using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;

namespace CommerceOS.Web.Components.Generation;

/// <summary>What a page shows of work that goes on: the same stream serves the list of the create page and the board of a set.</summary>
internal interface IWorkView
{
    /// <summary>Everything on the page that these changes change: ids of elements with their new HTML.</summary>
    Task<IReadOnlyList<(string Target, string Html)>> RenderAsync(IReadOnlyCollection<GenerationDto> changed, CancellationToken cancellationToken);
}

internal sealed class ListView(Fragments fragments, IEnumerable<GenerationDto> works, bool canEdit) : IWorkView
{
    private readonly Dictionary<Guid, GenerationDto> _all = works.ToDictionary(w => w.Id);

    public async Task<IReadOnlyList<(string Target, string Html)>> RenderAsync(IReadOnlyCollection<GenerationDto> changed, CancellationToken cancellationToken)
    {
        var parts = new List<(string, string)>();
        foreach (var work in changed)
        {
            _all[work.Id] = work;
            parts.Add(($"work-{work.Id}", await fragments.RenderAsync<JobCard>(new() { [nameof(JobCard.Work)] = work, [nameof(JobCard.CanEdit)] = canEdit })));
        }
        parts.Add(("work-head", await fragments.RenderAsync<WorkHead>(new() { [nameof(WorkHead.Generations)] = _all.Values })));
        return parts;
    }
}

internal sealed class SetView(CommerceClient api, Fragments fragments, Guid workspaceId, Guid productId, Guid setId, GenerationSet set, bool canEdit) : IWorkView
{
    private readonly Dictionary<Guid, GenerationDto> _all = set.Works.ToDictionary(w => w.Id);

    public async Task<IReadOnlyList<(string Target, string Html)>> RenderAsync(IReadOnlyCollection<GenerationDto> changed, CancellationToken cancellationToken)
    {
        var parts = new List<(string, string)>();
        foreach (var work in changed)
        {
            _all[work.Id] = work;
            var (asset, copies) = work.State == GenerationState.Done ? await SetPieces.ReadAsync(api, workspaceId, work, cancellationToken) : (null, []);
            parts.Add(($"piece-{work.Id}", await fragments.RenderAsync<SetTile>(new()
            {
                [nameof(SetTile.Work)] = work, [nameof(SetTile.Asset)] = asset, [nameof(SetTile.Copies)] = copies, [nameof(SetTile.CanEdit)] = canEdit,
            })));
        }
        parts.Add(("set-head", await fragments.RenderAsync<SetHead>(new()
        {
            [nameof(SetHead.ProductId)] = productId, [nameof(SetHead.SetId)] = setId, [nameof(SetHead.Set)] = new GenerationSet([.. _all.Values]), [nameof(SetHead.CanEdit)] = canEdit,
        })));
        return parts;
    }
}
