namespace CommerceOS.Studio.Matting.Learned;

/// <summary>What the second network thinks of a product seen closely: where it ends, also in contact shadows, gaps and reflections.</summary>
internal static class OutlineOpinion
{
    private const int LongSide = 480;

    /// <param name="region">The product and a little around it.</param>
    /// <param name="marks">Draws a person's strokes on a picture of the region of this width and height: 1 for product, -1 for backdrop. null: none were drawn.</param>
    /// <param name="lanes">Threads.</param>
    internal static OddsMap Of(Raster region, Func<int, int, sbyte[]>? marks, Lanes lanes)
    {
        var network = LearnedNetwork.Outline;
        var scale = (double)LongSide / Math.Max(region.Width, region.Height);
        int width = Multiple(region.Width * scale), height = Multiple(region.Height * scale);
        return network.AskTwice(region, width, height, marks?.Invoke(width, height), lanes);

        int Multiple(double side) => Math.Max(1, (int)Math.Round(side / network.Multiple)) * network.Multiple;
    }
}
