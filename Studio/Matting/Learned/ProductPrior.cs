namespace CommerceOS.Studio.Matting.Learned;

/// <summary>What the first network thinks of a whole picture, which it sees as a square of 224 pixels.</summary>
internal static class ProductPrior
{
    private const int Side = 224;

    internal static OddsMap Of(Raster picture, Lanes lanes) => LearnedNetwork.Prior.AskTwice(picture, Side, Side, marks: null, lanes);
}
