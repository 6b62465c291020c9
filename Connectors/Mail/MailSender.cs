using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceOS.Connectors.Mail;

/// <summary>One mail to one person, as plain text and as HTML.</summary>
/// <param name="Language">BCP 47, for the Content-Language header.</param>
public sealed record OutgoingMail(string To, string Subject, string Text, string Html, string Language);

/// <summary>
/// Sends through SMTP. The connection string <c>mail</c> is <c>smtp://[user:password@]host:port[?tls=true]</c>; the sender is
/// <c>Mail:From</c>, default no-reply@commerceos.ai.
/// </summary>
public sealed class MailSender(IConfiguration configuration)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Whether mail can be sent at all.</summary>
    public bool IsConfigured => configuration.GetConnectionString("mail") is { Length: > 0 };

    /// <exception cref="SmtpException">The server refused it or could not be reached: worth another try.</exception>
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var server = Server();
        // System.Net.Mail has no XOAUTH and no DKIM; the relay behind the connection string signs. One client a mail: it is not thread-safe.
        using var client = new SmtpClient(server.Host, server.IsDefaultPort || server.Port < 0 ? 25 : server.Port)
        {
            EnableSsl = server.Query.Contains("tls=true", StringComparison.OrdinalIgnoreCase),
            Timeout = (int)Timeout.TotalMilliseconds,
        };
        if (server.UserInfo.Split(':', 2) is [var user, var password]) client.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        using var message = new MailMessage(configuration["Mail:From"] ?? "CommerceOS <no-reply@commerceos.ai>", mail.To)
        {
            Subject = mail.Subject, SubjectEncoding = Encoding.UTF8, Body = mail.Text, BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64, HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Content-Language", mail.Language);
        // Holiday answers to mail that no person wrote help nobody (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var html = AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html);
        html.TransferEncoding = TransferEncoding.Base64;
        message.AlternateViews.Add(html);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        await client.SendMailAsync(message, timeout.Token);
    }

    private Uri Server()
    {
        var text = configuration.GetConnectionString("mail") ?? throw new InvalidOperationException("Mail is not configured: expected the connection string “mail”, like smtp://host:587?tls=true.");
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme == "smtp"
            ? server
            : throw new InvalidOperationException("The connection string “mail” is not of the form smtp://[user:password@]host:port[?tls=true].");
    }
}

public static class MailRegistration
{
    public static IServiceCollection AddMail(this IServiceCollection services) => services.AddSingleton<MailSender>();
}
