using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CommerceOS.Web.Components.Accounts;

internal static class AccountActs
{
    public static void MapAccountActs(this RouteGroupBuilder routes)
    {
        var group = routes.MapGroup("/account").RequireAuthorization();
        group.MapPost("/confirmation-mail", async (CommerceClient api, Toasts toasts, HttpContext http, CancellationToken cancellationToken) =>
        {
            await api.SendConfirmationMailAsync(cancellationToken);
            toasts.Show("toast.mail-sent");
            return Results.Redirect(PostEndpoints.Back(http, "/account"));
        });
        group.MapPost("/sessions/{id:guid}/end", async (Guid id, CommerceClient api, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.EndSessionAsync(id, cancellationToken);
            toasts.Show("toast.session-ended");
            return Results.Redirect("/account");
        });
        group.MapPost("/members/{id:guid}/role", async (Guid id, [FromForm] Role role, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            var member = await api.UpdateMemberAsync(await workspace.IdAsync(), id, new UpdateMemberRequest(role), cancellationToken);
            toasts.Show("toast.role-changed", member.Email);
            return Results.Redirect("/account#workspace");
        });
        group.MapPost("/members/{id:guid}/remove", async (Guid id, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.RemoveMemberAsync(await workspace.IdAsync(), id, cancellationToken);
            toasts.Show("toast.member-removed");
            return Results.Redirect("/account#workspace");
        });
        group.MapPost("/invitations/{id:guid}/revoke", async (Guid id, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.RevokeInvitationAsync(await workspace.IdAsync(), id, cancellationToken);
            toasts.Show("toast.invitation-revoked");
            return Results.Redirect("/account#workspace");
        });
    }
}
