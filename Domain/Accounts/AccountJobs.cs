namespace CommerceOS.Domain.Accounts;

public enum AccountMail { ConfirmEmail, ResetPassword, PasswordChanged }

/// <summary>Job: write a mail to a person. It carries no address and no token: both are looked up and made when the mail is sent.</summary>
public sealed record SendAccountMail(Guid AccountId, AccountMail Mail)
{
    public const string Kind = "accounts.send-account-mail";
}

/// <summary>Job: send an invitation to a workspace.</summary>
public sealed record SendInvitationMail(Guid InvitationId)
{
    public const string Kind = "accounts.send-invitation-mail";
}
