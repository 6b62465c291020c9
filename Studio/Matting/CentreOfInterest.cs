namespace CommerceOS.Studio.Matting;

/// <summary>Where the product probably sits: the weighted middle of what stands out, and how far it spreads.</summary>
internal sealed class CentreOfInterest
{
    private readonly int width;
    private readonly int height;
    private readonly double x;
    private readonly double y;
    private readonly double spreadX;
    private readonly double spreadY;

    private CentreOfInterest(int width, int height, double x, double y, double spreadX, double spreadY) =>
        (this.width, this.height, this.x, this.y, this.spreadX, this.spreadY) = (width, height, x, y, spreadX, spreadY);

    internal static CentreOfInterest Of(float[] saliency, int width, int height)
    {
        double sum = 0, sumX = 0, sumY = 0, sumXx = 0, sumYy = 0;
        for (var i = 0; i < saliency.Length; i++)
        {
            double px = i % width / (double)width - .5, py = i / width / (double)height - .5;
            var weight = Math.Exp(-(px * px + py * py) / (2 * .28 * .28)) * saliency[i];
            sum += weight;
            sumX += px * weight;
            sumY += py * weight;
            sumXx += px * px * weight;
            sumYy += py * py * weight;
        }

        if (sum <= 0)
        {
            return new CentreOfInterest(width, height, 0, 0, .44, .44);
        }

        double meanX = sumX / sum, meanY = sumY / sum;
        return new CentreOfInterest(width, height, meanX, meanY, Spread(sumXx / sum - meanX * meanX), Spread(sumYy / sum - meanY * meanY));

        static double Spread(double variance) => Math.Clamp(Math.Sqrt(Math.Max(0, variance)), .08, .3) * 2.2;
    }

    /// <summary>1 in the middle, .35 far outside.</summary>
    internal double Weight(int pixel) => .35 + .65 * Math.Exp(-.5 * Squared(pixel));

    /// <summary>+strength in the middle, -strength far outside.</summary>
    internal float Preference(int pixel, double strength) => (float)(strength * (Math.Exp(-.7 * Squared(pixel)) * 2 - 1));

    private double Squared(int pixel)
    {
        var dx = (pixel % width / (double)width - .5 - x) / spreadX;
        var dy = (pixel / width / (double)height - .5 - y) / spreadY;
        return dx * dx + dy * dy;
    }
}
