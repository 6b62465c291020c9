using System.Globalization;
using System.Text;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>Text drawn by pango into an RGBA layer that fits its area. The layer is trimmed to its ink.</summary>
/// <param name="Image">The letters.</param>
/// <param name="Size">The font size that fitted, in pixels.</param>
/// <param name="AboveInk">Pixels between the top of the first line and the ink; lines up blocks with different letters.</param>
internal sealed record TextBlock(VipsImage Image, double Size, int AboveInk) : IDisposable
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const double ShrinkStep = .955;
    private const double SmallestSize = 8;
    private const double LineHeight = 1.21; // Inter's own, and close to Noto's
    private const double ExtraLeading = .10;

    internal int Width => Image.Width;

    /// <summary>From the top of the first line to the lowest ink.</summary>
    internal int Height => Image.Height + AboveInk;

    /// <summary>
    /// Takes the largest size whose lines fit without breaking a word, then breaks inside words if nothing else fits, and
    /// narrows the block until its lines are about equally long: no single word is left alone on the last line.
    /// </summary>
    internal static TextBlock Fit(string text, TextStyle style, InfographicLanguage language, double width, double height)
    {
        var clean = Clean(text);
        for (var size = style.Size; size >= style.Least; size *= ShrinkStep)
        {
            if (TryFit(clean, style, language, size, width, height, "word") is { } block)
            {
                return block;
            }
        }

        for (var size = style.Size; size >= SmallestSize; size *= ShrinkStep)
        {
            if (TryFit(clean, style, language, size, width, height, "word-char") is { } block)
            {
                return block;
            }
        }

        throw new StudioParameterException(nameof(text), $"text: {text.Length} characters do not fit an area of {width:0} x {height:0} pixels at any size.");
    }

    /// <summary>The largest size down to <paramref name="least"/> at which the text is a single line, or null.</summary>
    internal static TextBlock? FitLine(string text, TextStyle style, InfographicLanguage language, double width, double least)
    {
        var clean = Clean(text);
        for (var size = style.Size; size >= least; size *= ShrinkStep)
        {
            if (TryFit(clean, style, language, size, width, size * LineHeight * 1.2, "word") is { } block)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>The same letters in another colour.</summary>
    internal VipsImage Coloured(Tint colour)
    {
        var letters = Raster.Of(Image);
        for (var at = 0; at < letters.Pixels.Length; at += 4)
        {
            Pixel.Write(letters.Pixels, at, colour);
        }

        return letters.ToImage();
    }

    public void Dispose() => Image.Dispose();

    private static TextBlock? TryFit(string text, TextStyle style, InfographicLanguage language, double size, double width, double height, string wrap)
    {
        var block = Draw(text, style, language, size, width, wrap);
        if (block.Width > width || block.Height > height)
        {
            block.Dispose();
            return null;
        }

        return Lines(block) > 1 ? Balance(block, text, style, language, wrap) : block;
    }

    private static TextBlock Balance(TextBlock block, string text, TextStyle style, InfographicLanguage language, string wrap)
    {
        var lines = Lines(block);
        double narrowest = block.Width * .5, widest = block.Width;
        for (var round = 0; round < 6; round++)
        {
            var width = (narrowest + widest) / 2;
            var candidate = Draw(text, style, language, block.Size, width, wrap);
            if (Lines(candidate) == lines && candidate.Width <= width + 1)
            {
                block.Dispose();
                (block, widest) = (candidate, width);
            }
            else
            {
                candidate.Dispose();
                narrowest = width;
            }
        }

        return block;
    }

    private static int Lines(TextBlock block) => Math.Max(1, (int)Math.Round(block.Height / (block.Size * (LineHeight + ExtraLeading)) + .12));

    private static TextBlock Draw(string text, TextStyle style, InfographicLanguage language, double size, double width, string wrap)
    {
        var script = Script.Of(language);
        // pango counts 1/1024 points; at 72 dpi a point is a pixel. Joined letters must not be pulled apart.
        var tracking = script.Joined ? 0 : (int)(style.Tracking * size * 1.024);
        var markup = $"<span foreground='{style.Colour}' letter_spacing='{tracking}' lang='{script.Locale}'>{Escape(text)}</span>";
        using var image = (VipsImage)VipsOperation.Run(
            "text",
            "out",
            input: null,
            ("text", markup),
            ("font", string.Create(CultureInfo.InvariantCulture, $"{(style.Family is null ? "" : style.Family + ",")}{script.Families} {style.Weight} {size:0.##}")),
            ("rgba", true),
            ("dpi", 72),
            ("width", Math.Max(1, (int)width)),
            ("wrap", wrap),
            ("align", style.Centred ? "centre" : "low"),
            ("spacing", (int)(size * ExtraLeading)))!;
        return new TextBlock(image.Materialise(), size, Math.Max(0, image.OffsetY));
    }

    // pango reads markup; a merchant's text is data, so nothing in it may act.
    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    // Control characters end pango's parse and broken surrogates its decoding; runs of space only spoil the layout.
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner)
            {
                clean.Append(rune); // they shape Arabic and Persian words
            }
            else if (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.Format))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().TrimEnd();
    }
}
