using CommerceOS.Connectors.Mail;
using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using CommerceOS.Domain.Accounts;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Accounts;

/// <summary>Makes the token at the moment of sending, so that none ever lies in the queue; a retry makes another, and the last one sent works too.</summary>
internal sealed class SendAccountMailWorker(CommerceDbContext database, MailSender mail, PublicLinks links, TimeProvider time) : IJobHandler
{
    public static string Kind => SendAccountMail.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<SendAccountMail>();
        var account = await database.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == wish.AccountId, cancellationToken);
        if (account is null) return JobOutcome.Done.Instance;
        if (!mail.IsConfigured) return new JobOutcome.Discard("mail is not configured: set the connection string “mail”");
        var link = wish.Mail switch
        {
            AccountMail.ConfirmEmail => links.To("confirm", await NewTokenAsync(account, AccountTokenPurpose.ConfirmEmail, TimeSpan.FromDays(3), cancellationToken)),
            AccountMail.ResetPassword => links.To("reset", await NewTokenAsync(account, AccountTokenPurpose.ResetPassword, TimeSpan.FromHours(1), cancellationToken)),
            AccountMail.PasswordChanged => null,
            _ => throw new ArgumentOutOfRangeException(nameof(context), wish.Mail, "unknown mail"),
        };
        await mail.SendAsync(MailTexts.Account(wish.Mail, account.Email!, account.Language, link), cancellationToken);
        return JobOutcome.Done.Instance;
    }

    private async Task<string> NewTokenAsync(Account account, AccountTokenPurpose purpose, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Old ones are of no use to anybody.
        await database.AccountTokens.Where(t => t.AccountId == account.AccountId && t.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        var token = SecretToken.New();
        database.AccountTokens.Add(new()
        {
            Id = Guid.CreateVersion7(now), AccountId = account.AccountId, Purpose = purpose, TokenHash = SecretToken.Hash(token), ExpiresAt = now + lifetime,
        });
        await database.SaveChangesAsync(cancellationToken);
        return token;
    }
}

/// <summary>Addresses of pages, for mails.</summary>
internal sealed class PublicLinks(IConfiguration configuration)
{
    /// <exception cref="InvalidOperationException"><c>Web:PublicUrl</c> is missing.</exception>
    public string To(string page, string token)
    {
        var root = configuration["Web:PublicUrl"] ?? throw new InvalidOperationException("Expected Web:PublicUrl (environment Web__PublicUrl), the address that people open; got nothing.");
        return $"{root.TrimEnd('/')}/{page}?token={token}";
    }
}
