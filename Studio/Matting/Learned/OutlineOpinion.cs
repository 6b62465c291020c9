namespace CommerceOS.Studio.Matting.Learned;

/// <summary>What the second network thinks of a product seen closely: where it ends, also in contact shadows, gaps and reflections.</summary>
internal static class OutlineOpinion
{
    private const int LongSide = 480;

    /// <param name="region">The product and a little around it.</param>
    /// <param name="lanes">Threads.</param>
    internal static OddsMap Of(Raster region, Lanes lanes)
    {
        var network = LearnedNetwork.Outline;
        var scale = (double)LongSide / Math.Max(region.Width, region.Height);
        return network.AskTwice(region, Multiple(region.Width * scale), Multiple(region.Height * scale), lanes);

        int Multiple(double side) => Math.Max(1, (int)Math.Round(side / network.Multiple)) * network.Multiple;
    }
}
