using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CommerceOS.Smoke;

/// <summary>Reads the development inbox.</summary>
internal sealed partial class Inbox(HttpClient http)
{
    /// <summary>The token in the newest mail to <paramref name="address"/>; waits for it.</summary>
    public async Task<(string Token, string Subject)> WaitForTokenAsync(string address, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mails = await http.GetFromJsonAsync<JsonElement>(new Uri(Surroundings.Inbox, "api/email"), cancellationToken);
            var list = mails.ValueKind == JsonValueKind.Array ? mails : mails.TryGetProperty("emails", out var inner) ? inner : mails.GetProperty("items");
            foreach (var mail in list.EnumerateArray().Reverse())
            {
                var text = mail.ToString();
                if (!text.Contains(address, StringComparison.OrdinalIgnoreCase) || TokenPattern().Match(text) is not { Success: true } match) continue;
                return (match.Groups["token"].Value, mail.GetProperty("subject").GetString() ?? "");
            }
            await Task.Delay(200, cancellationToken);
        }
    }

    [GeneratedRegex(@"token=(?<token>[A-Za-z0-9_-]{30,})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenPattern();
}
