namespace CommerceOS.Studio.Rendering;

/// <summary>
/// Places of a card's parts. Upright cards have the words above the product and the offer below it; wide ones have words
/// and offer beside it. Sizes are shares of the frame's shorter side, places shares of width and height.
/// </summary>
/// <param name="Beside">True when words stand beside the product.</param>
/// <param name="Headline">Wanted and least size of the letters, and most height of the block.</param>
/// <param name="Line">The same for the line under it.</param>
/// <param name="Price">Wanted size.</param>
/// <param name="Button">Wanted size.</param>
/// <param name="Top">Where words begin (upright).</param>
/// <param name="TextWidth">Most width of the words.</param>
/// <param name="FloorLine">Where the product stands.</param>
/// <param name="ProductWidth">Most width of the product.</param>
/// <param name="OfferMiddle">Middle row of price and button (upright).</param>
/// <param name="ProductTop">Highest place of the product's top.</param>
internal sealed record CardLayout(
    bool Beside, (double Size, double Least, double Height) Headline, (double Size, double Least, double Height) Line, double Price, double Button,
    double Top, double TextWidth, double FloorLine, double ProductWidth, double OfferMiddle, double ProductTop)
{
    internal static CardLayout Of(CardFormat format) => format switch
    {
        CardFormat.Square => new(false, (.088, .052, .20), (.038, .026, .10), .056, .036, .065, .84, .835, .70, .922, .10),
        CardFormat.Portrait => new(false, (.105, .062, .27), (.046, .031, .13), .066, .043, .060, .84, .830, .74, .925, .10),
        CardFormat.Story => new(false, (.125, .075, .36), (.056, .038, .17), .085, .054, .105, .84, .780, .78, .860, .12),
        CardFormat.Wide => new(true, (.118, .066, .36), (.050, .034, .20), .078, .048, .0, .42, .870, .40, 0, .10),
        CardFormat.Banner => new(true, (.205, .110, .44), (.088, .062, .22), .130, .082, .0, .46, .900, .34, 0, .07),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
    };
}
