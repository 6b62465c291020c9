namespace CommerceOS.ApiService.Edge;

/// <summary>One of an enumeration's names in a query, in any case. The framework's own binding takes only the exact C# spelling, and numbers.</summary>
internal readonly record struct Choice<T>(T Value) where T : struct, Enum
{
    public static bool TryParse(string? text, out Choice<T> choice)
    {
        var known = Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && text is not (null or []) && !char.IsAsciiDigit(text[0]) && text[0] != '-';
        choice = new(value);
        return known;
    }
}
