namespace CommerceOS.Studio.Matting.Learned;

/// <summary>
/// What the second network thinks of a product seen closely: it is shown the odds of the first and corrects them along outlines, in
/// contact shadows and in gaps that the first look was too coarse for.
/// </summary>
internal static class OutlineOpinion
{
    private const int LongSide = 448;

    /// <param name="region">The product and a little around it.</param>
    /// <param name="odds">The first network's odds at each place of the region, both from 0 to 1.</param>
    /// <param name="lanes">Threads.</param>
    internal static OddsMap Of(Raster region, Func<float, float, float> odds, Lanes lanes)
    {
        var network = LearnedNetwork.Outline;
        var scale = (double)LongSide / Math.Max(region.Width, region.Height);
        int width = Multiple(region.Width * scale), height = Multiple(region.Height * scale);
        var input = LearnedNetwork.Colours(region.Resize(width, height), more: 1);
        var earlier = new float[width * height];
        lanes.Rows(height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                earlier[y * width + x] = odds((x + .5f) / width, (y + .5f) / height);
                input.Row(3, y)[x] = earlier[y * width + x] / 2;
            }
        });
        var answer = network.Ask(input, lanes);
        for (var i = 0; i < answer.Length; i++)
        {
            answer[i] += earlier[i];
        }

        return new OddsMap(answer, width, height);

        int Multiple(double side) => Math.Max(1, (int)Math.Round(side / network.Multiple)) * network.Multiple;
    }
}
