using CommerceOS.Domain;

namespace CommerceOS.ApiService.Edge;

/// <summary>Names of uploaded files as a field of a request.</summary>
internal static class FileNames
{
    private const int MaxLength = 200;

    public static FieldError? Check(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return FieldError.Required("fileName");
        if (name.Length > MaxLength) return FieldError.TooLong("fileName", MaxLength, name.Length);
        // It is only shown, never used as a path; a name that tries to be one says more about its sender than about the file.
        var plain = name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\', ':') && !name.Any(char.IsControl) && !name.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);
        return plain ? null : FieldError.Wrong("fileName", "not_a_file_name", "a file name without a path", name);
    }
}
