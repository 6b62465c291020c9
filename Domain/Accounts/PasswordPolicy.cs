using System.Collections.Frozen;
using System.Text;

namespace CommerceOS.Domain.Accounts;

/// <summary>
/// Length over composition, as NIST SP 800-63B advises: 10 to 128 characters, not a commonly used password,
/// not the e-mail address or its local part, not one repeated character or a plain run.
/// </summary>
public static class PasswordPolicy
{
    public const int MinLength = 10;
    public const int MaxLength = 128;

    private static readonly FrozenSet<string> Common = LoadCommon();

    public static FieldError? Check(string field, string? password, string? email)
    {
        if (string.IsNullOrEmpty(password)) return FieldError.Required(field);
        var length = new StringInfoLength(password).CodePoints;
        // The password itself never appears in a message.
        if (length < MinLength) return new(field, "password_too_short", $"Expected at least {MinLength} characters, got {length}.", Args(MinLength, length));
        if (length > MaxLength) return new(field, "password_too_long", $"Expected at most {MaxLength} characters, got {length}.", Args(MaxLength, length));
        var plain = Fold(password);
        if (Common.Contains(plain) || IsRun(plain)) return new(field, "password_common", "Expected a password that is not on the list of commonly used ones.");
        if (email is { Length: > 0 } && IsPartOf(plain, email.ToLowerInvariant())) return new(field, "password_is_email", "Expected a password that is not the e-mail address.");
        return null;
    }

    // "Password1!" and "p@ssword123" are guessed as early as "password": undo the usual disguises, then look it up.
    private static string Fold(string password)
    {
        var folded = new StringBuilder(password.Length);
        foreach (var c in password.ToLowerInvariant())
        {
            folded.Append(c switch { '@' => 'a', '$' => 's', '0' => 'o', '3' => 'e', '5' => 's', '7' => 't', _ => c });
        }
        var text = folded.ToString().TrimEnd('!', '.', '?', '*', '#', '1', '2', '3', '4', '6', '8', '9', 'e', 's', 'o', 't');
        return Common.Contains(text) ? text : password.ToLowerInvariant();
    }

    private static bool IsRun(string text)
    {
        var same = true;
        var up = true;
        var down = true;
        for (var i = 1; i < text.Length; i++)
        {
            same &= text[i] == text[i - 1];
            // 9 goes on with 0: so does everybody who types digits until the form is content.
            up &= text[i] == text[i - 1] + 1 || (text[i - 1], text[i]) is ('9', '0');
            down &= text[i] == text[i - 1] - 1 || (text[i - 1], text[i]) is ('0', '9');
        }
        return same || up || down || text.Distinct().Count() < 4;
    }

    private static bool IsPartOf(string password, string email)
    {
        var local = email.Split('@')[0];
        return password == email || (local.Length >= 4 && password.Replace(local, "", StringComparison.Ordinal).Length < 4);
    }

    private static Dictionary<string, string> Args(int limit, int got) =>
        new() { ["limit"] = limit.ToString(System.Globalization.CultureInfo.InvariantCulture), ["got"] = got.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static FrozenSet<string> LoadCommon()
    {
        using var stream = typeof(PasswordPolicy).Assembly.GetManifestResourceStream("CommerceOS.Domain.Accounts.common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not embedded.");
        using var reader = new StreamReader(stream);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') words.Add(line.Trim());
        }
        return words.ToFrozenSet(StringComparer.Ordinal);
    }

    private readonly ref struct StringInfoLength(string text)
    {
        public int CodePoints { get; } = text.EnumerateRunes().Count();
    }
}
