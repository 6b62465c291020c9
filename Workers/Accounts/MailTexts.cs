using System.Net;
using CommerceOS.Connectors.Mail;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;

namespace CommerceOS.Workers.Accounts;

/// <summary>The words of each mail, in both languages. One paragraph says why it came, one button what to do, one line what if not.</summary>
internal static class MailTexts
{
    public static OutgoingMail Account(AccountMail mail, string to, string language, string? link) => (mail, language) switch
    {
        (AccountMail.ConfirmEmail, Languages.SimplifiedChinese) => Write(to, language, "确认您的邮箱地址", "欢迎使用 CommerceOS。请确认这是您的邮箱地址，之后即可发布商品和邀请成员。", ("确认邮箱地址", link!), "链接 3 天内有效。如果您没有注册，请忽略此邮件。"),
        (AccountMail.ConfirmEmail, _) => Write(to, language, "Confirm your e-mail address", "Welcome to CommerceOS. Confirm that this is your address; then you can publish and invite people.", ("Confirm my address", link!), "The link works for 3 days. If you did not sign up, ignore this mail."),
        (AccountMail.ResetPassword, Languages.SimplifiedChinese) => Write(to, language, "重置您的密码", "我们收到了重置此账号密码的请求。", ("设置新密码", link!), "链接 1 小时内有效，仅可使用一次。如果不是您本人操作，请忽略此邮件，密码不会改变。"),
        (AccountMail.ResetPassword, _) => Write(to, language, "Set a new password", "Somebody asked to reset the password of this account.", ("Set a new password", link!), "The link works once, for 1 hour. If it was not you, ignore this mail: your password stays as it is."),
        (AccountMail.PasswordChanged, Languages.SimplifiedChinese) => Write(to, language, "您的密码已更改", "您的 CommerceOS 密码刚刚已更改，其他设备上的会话均已退出。", null, "如果不是您本人操作，请立即在登录页面重置密码。"),
        (AccountMail.PasswordChanged, _) => Write(to, language, "Your password was changed", "The password of your CommerceOS account was changed just now. All other devices were signed out.", null, "If it was not you, reset the password on the sign-in page at once."),
        _ => throw new ArgumentOutOfRangeException(nameof(mail), mail, "unknown mail"),
    };

    public static OutgoingMail Invitation(string to, string language, string inviter, string workspace, string link) => language == Languages.SimplifiedChinese
        ? Write(to, language, $"{inviter} 邀请您加入 {workspace}", $"{inviter} 邀请您在 CommerceOS 中共同管理 {workspace}。", ("接受邀请", link), "链接 7 天内有效。请使用此邮箱地址登录或注册。如果您不认识邀请人，请忽略此邮件。")
        : Write(to, language, $"{inviter} invites you to {workspace}", $"{inviter} invites you to work on {workspace} in CommerceOS.", ("Accept the invitation", link), "The link works for 7 days. Sign in or sign up with this e-mail address. If you do not know the sender, ignore this mail.");

    private static OutgoingMail Write(string to, string language, string subject, string why, (string Label, string Link)? action, string ifNot)
    {
        // A workspace's name comes from a person: a line break in it would start a header of its own.
        var plainSubject = string.Join(' ', subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var text = string.Join("\n\n", new[] { why, action is { } a ? $"{a.Label}:\n{a.Link}" : null, ifNot, "CommerceOS" }.OfType<string>());
        static string E(string value) => WebUtility.HtmlEncode(value);
        var button = action is { } b
            ? $"""<p style="margin:24px 0"><a href="{E(b.Link)}" style="background:#1d1f23;color:#ffffff;border-radius:8px;padding:10px 18px;text-decoration:none;font-weight:600">{E(b.Label)}</a></p><p style="color:#60646c;font-size:12px;word-break:break-all">{E(b.Link)}</p>"""
            : "";
        var html = $"""
            <!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{E(plainSubject)}</title></head>
            <body style="margin:0;background:#f7f7f7;padding:24px;font-family:Inter,'PingFang SC','Microsoft YaHei UI','Noto Sans CJK SC',sans-serif;font-size:14px;line-height:22px;color:#1d1f23">
            <div style="max-width:520px;margin:0 auto;background:#ffffff;border:1px solid #e3e4e8;border-radius:12px;padding:24px">
            <p style="font-weight:600;margin:0 0 16px">CommerceOS</p><h1 style="font-size:18px;line-height:26px;margin:0 0 8px">{E(plainSubject)}</h1>
            <p style="margin:0">{E(why)}</p>{button}<p style="color:#60646c;margin:16px 0 0">{E(ifNot)}</p></div></body></html>
            """;
        return new(to, plainSubject, text, html, language);
    }
}
