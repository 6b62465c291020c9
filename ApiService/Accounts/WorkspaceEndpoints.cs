using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Domain.Publishing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Role = CommerceOS.Domain.Accounts.Role;

namespace CommerceOS.ApiService.Accounts;

internal static class WorkspaceEndpoints
{
    public static void MapWorkspace(this RouteGroupBuilder workspace)
    {
        workspace.MapGet("/", GetAsync).ForMembers(Role.Viewer).WithName("GetWorkspace").WithTags("Workspace").WithSummary("The workspace and your role in it");
        workspace.MapPatch("/", UpdateAsync).ForMembers(Role.Owner).WithName("UpdateWorkspace").WithTags("Workspace").WithSummary("Rename the workspace");
        workspace.MapGet("/summary", SummaryAsync).ForMembers(Role.Viewer).WithName("GetSummary").WithTags("Workspace").WithSummary("What waits for a person, in numbers");
    }

    internal static FieldError? CheckName(string field, string? name)
    {
        var text = name?.Trim();
        if (string.IsNullOrEmpty(text)) return FieldError.Required(field);
        if (text.Length > 80) return FieldError.TooLong(field, 80, text.Length);
        return text.Any(c => char.IsControl(c) || char.IsSurrogate(c) && !text.IsNormalized()) ? FieldError.Wrong(field, "not_text", "one line of text", text) : null;
    }

    private static async Task<Ok<WorkspaceDto>> GetAsync(Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var workspace = await database.Workspaces.AsNoTracking().SingleAsync(w => w.Id == caller.WorkspaceId, cancellationToken);
        return TypedResults.Ok(new WorkspaceDto(workspace.Id.Value, workspace.Name, caller.Role!.Value.ToDto(), workspace.CreatedAt));
    }

    private static async Task<Results<Ok<WorkspaceDto>, ProblemHttpResult>> UpdateAsync(
        UpdateWorkspaceRequest request, Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        if (CheckName("name", request.Name) is { } error) return ApiErrors.Invalid(error);
        var workspace = await database.Workspaces.SingleAsync(w => w.Id == caller.WorkspaceId, cancellationToken);
        workspace.Name = request.Name.Trim();
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new WorkspaceDto(workspace.Id.Value, workspace.Name, caller.Role!.Value.ToDto(), workspace.CreatedAt));
    }

    private static async Task<Ok<WorkspaceSummaryDto>> SummaryAsync(Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var live = database.Products.Select(p => p.Id);
        var assets = await database.Assets.Where(a => live.Contains(a.ProductId)).GroupBy(a => new { a.Kind, a.State, a.ReviewState })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var copies = await database.Copies.Where(c => live.Contains(c.ProductId)).GroupBy(c => c.ReviewState)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var generations = await database.Generations.Where(g => live.Contains(g.ProductId)).GroupBy(g => g.State)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var confirmed = await database.Accounts.Where(a => a.Id == caller.AccountId.Value).Select(a => a.EmailConfirmed).SingleAsync(cancellationToken);
        return TypedResults.Ok(new WorkspaceSummaryDto(
            Products: await database.Products.CountAsync(cancellationToken),
            Photos: assets.Where(a => a.Key.Kind == AssetKind.Photo && a.Key.State == AssetState.Ready).Sum(a => a.Count),
            PicturesToReview: assets.Where(a => a.Key.ReviewState == ReviewState.ToReview).Sum(a => a.Count),
            CopyToReview: copies.Where(c => c.Key == ReviewState.ToReview).Sum(c => c.Count),
            Approved: assets.Where(a => a.Key.ReviewState == ReviewState.Approved).Sum(a => a.Count) + copies.Where(c => c.Key == ReviewState.Approved).Sum(c => c.Count),
            Running: generations.Where(g => g.Key is GenerationState.Queued or GenerationState.Running).Sum(g => g.Count),
            Failed: generations.Where(g => g.Key == GenerationState.Failed).Sum(g => g.Count),
            Publications: await database.Publications.CountAsync(p => p.State == PublicationState.Done, cancellationToken),
            EmailConfirmed: confirmed));
    }
}
