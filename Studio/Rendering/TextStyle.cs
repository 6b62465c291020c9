namespace CommerceOS.Studio.Rendering;

/// <param name="Weight">A pango weight: "Regular", "Medium", "Semi-Bold", "Bold".</param>
/// <param name="Size">Wanted height of the font in pixels.</param>
/// <param name="Least">Size below which the text would be hard to read on a phone.</param>
/// <param name="Colour">Of the letters.</param>
/// <param name="Centred">Centred lines instead of left-aligned ones.</param>
/// <param name="Tracking">Extra space between letters in thousandths of the size.</param>
/// <param name="Family">A brand's family, asked before the language's own; null for those alone.</param>
internal sealed record TextStyle(string Weight, double Size, double Least, string Colour, bool Centred = false, int Tracking = 0, string? Family = null);
