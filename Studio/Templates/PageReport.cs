using System.Text.Json;

namespace CommerceOS.Studio.Templates;

/// <summary>What fit.js measured in a page, in pixels.</summary>
/// <param name="Product">Where the product goes.</param>
/// <param name="Texts">The ink of every text.</param>
/// <param name="Unfit">Names of the blocks whose words do not fit at the least size.</param>
/// <param name="Widows">Texts whose last line stayed short whatever was tried.</param>
/// <param name="Inside">Whether all words lie inside the frame.</param>
internal sealed record PageReport(PageBox? Product, IReadOnlyList<PageWords> Texts, IReadOnlyList<string> Unfit, int Widows, bool Inside)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static PageReport Read(string json) => JsonSerializer.Deserialize<PageReport>(json, Json)!;
}

internal sealed record PageBox(double Left, double Top, double Width, double Height);

/// <param name="Size">Of the font.</param>
/// <param name="Colour">Red, green and blue.</param>
internal sealed record PageWords(string Name, double Left, double Top, double Width, double Height, double Size, IReadOnlyList<int> Colour);
