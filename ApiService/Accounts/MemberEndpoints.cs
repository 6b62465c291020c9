using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Data;
using CommerceOS.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Role = CommerceOS.Domain.Accounts.Role;

namespace CommerceOS.ApiService.Accounts;

internal static class MemberEndpoints
{
    public static void MapMembers(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/members").WithTags("Workspace");
        group.MapGet("/", ListAsync).ForMembers(Role.Viewer).WithName("ListMembers").WithSummary("Who belongs to the workspace");
        group.MapPatch("/{accountId:guid}", UpdateAsync).ForMembers(Role.Owner).WithName("UpdateMember").WithSummary("Change a member's role");
        group.MapDelete("/{accountId:guid}", RemoveAsync).ForMembers(Role.Owner).WithName("RemoveMember").WithSummary("Remove a member");
    }

    private static async Task<Ok<Page<MemberDto>>> ListAsync(Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var members = await Members(caller, database).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<MemberDto>([.. members.Select(m => ToDto(m, caller))], null, members.Count));
    }

    private static async Task<Results<Ok<MemberDto>, ProblemHttpResult>> UpdateAsync(
        Guid accountId, UpdateMemberRequest request, Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        await using var transaction = await LockOwnersAsync(caller, database, cancellationToken);
        var id = new AccountId(accountId);
        var member = await database.Members.SingleOrDefaultAsync(m => m.WorkspaceId == caller.WorkspaceId && m.AccountId == id, cancellationToken);
        if (member is null) return ApiErrors.NotFound("member");
        if (member.Role == Role.Owner && request.Role != Contracts.Accounts.Role.Owner && await IsLastOwnerAsync(caller, database, cancellationToken)) return LastOwner();
        member.Role = request.Role.ToDomain();
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(ToDto(await Members(caller, database, only: id).SingleAsync(cancellationToken), caller));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid accountId, Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        await using var transaction = await LockOwnersAsync(caller, database, cancellationToken);
        var id = new AccountId(accountId);
        var member = await database.Members.SingleOrDefaultAsync(m => m.WorkspaceId == caller.WorkspaceId && m.AccountId == id, cancellationToken);
        if (member is null) return ApiErrors.NotFound("member");
        if (member.Role == Role.Owner && await IsLastOwnerAsync(caller, database, cancellationToken)) return LastOwner();
        database.Members.Remove(member);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    // Two owners who demote each other at the same moment would leave none: one waits for the other.
    private static async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> LockOwnersAsync(Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Workspaces.FromSql($"select * from identity.workspaces where id = {caller.WorkspaceId.Value} for update").LoadAsync(cancellationToken);
        return transaction;
    }

    private static async Task<bool> IsLastOwnerAsync(Caller caller, CommerceDbContext database, CancellationToken cancellationToken) =>
        await database.Members.CountAsync(m => m.WorkspaceId == caller.WorkspaceId && m.Role == Role.Owner, cancellationToken) == 1;

    private static ProblemHttpResult LastOwner() =>
        ApiErrors.Conflict("last_owner", "A workspace needs an owner", "Make somebody else an owner first.");

    private static IQueryable<MemberRow> Members(Caller caller, CommerceDbContext database, AccountId? only = null) =>
        from member in database.Members.AsNoTracking()
        join account in database.Accounts on (Guid)(object)member.AccountId equals account.Id
        where member.WorkspaceId == caller.WorkspaceId && (only == null || member.AccountId == only)
        orderby member.Since
        select new MemberRow(member.AccountId, account.Email!, member.Role, member.Since);

    private static MemberDto ToDto(MemberRow member, Caller caller) =>
        new(member.AccountId.Value, member.Email, member.Role.ToDto(), member.Since, member.AccountId == caller.AccountId);

    private sealed record MemberRow(AccountId AccountId, string Email, Role Role, DateTimeOffset Since);
}
