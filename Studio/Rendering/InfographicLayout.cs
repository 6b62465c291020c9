namespace CommerceOS.Studio.Rendering;

/// <summary>Places of an infographic's parts as shares of the frame's side. Tall products get panels at both sides, wide ones a row below.</summary>
/// <param name="ProductWidth">Most width for the product.</param>
/// <param name="ProductHeight">Most height for the product.</param>
/// <param name="ProductBottom">Where the product stands.</param>
/// <param name="DiscY">Middle of the disc behind the product.</param>
/// <param name="DiscRadius">Its radius.</param>
/// <param name="Panels">Left, top and width of each panel.</param>
/// <param name="PanelHeight">Most height of a panel.</param>
internal sealed record InfographicLayout(
    double ProductWidth, double ProductHeight, double ProductBottom, double DiscY, double DiscRadius,
    IReadOnlyList<(double Left, double Top, double Width)> Panels, double PanelHeight)
{
    internal const double TitleTop = .052;
    internal const double TitleWidth = .86;
    internal const double TitleHeight = .135;
    internal const double SubtitleHeight = .075;

    private const double WidestTall = .66; // width over height

    internal static InfographicLayout For(double aspect, int features, double headingBottom)
    {
        if (aspect <= WidestTall)
        {
            var top = Math.Max(.365, headingBottom + .06);
            (double, double, double)[] sides = [(.045, top + .01, .262), (.693, top + .15, .262), (.045, top + .345, .262)];
            return new(.37, .955 - Math.Max(.34, headingBottom + .03), .955, .63, .335, sides[..features], .25);
        }

        if (features == 0)
        {
            return new(.78, .94 - headingBottom - .08, .90, .60, .34, [], 0);
        }

        const double width = .29, gap = .02, rowTop = .765;
        var left = .5 - (features * width + (features - 1) * gap) / 2;
        var row = Enumerable.Range(0, features).Select(i => (left + i * (width + gap), rowTop, width)).ToArray();
        return new(.70, .70 - Math.Max(.21, headingBottom + .03), .70, .47, .28, row, .19);
    }
}
