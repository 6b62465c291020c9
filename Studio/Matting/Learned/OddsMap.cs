namespace CommerceOS.Studio.Matting.Learned;

/// <summary>Logarithms of odds on a grid.</summary>
internal sealed record OddsMap(float[] Odds, int Width, int Height)
{
    /// <summary>Between the grid's places in a straight line.</summary>
    /// <param name="u">0 to 1 across.</param>
    /// <param name="v">0 to 1 down.</param>
    internal float At(float u, float v)
    {
        float x = Math.Clamp(u * Width - .5f, 0, Width - 1), y = Math.Clamp(v * Height - .5f, 0, Height - 1);
        int left = (int)x, upper = (int)y, right = Math.Min(Width - 1, left + 1), lower = Math.Min(Height - 1, upper + 1);
        var above = Odds[upper * Width + left] + (Odds[upper * Width + right] - Odds[upper * Width + left]) * (x - left);
        var below = Odds[lower * Width + left] + (Odds[lower * Width + right] - Odds[lower * Width + left]) * (x - left);
        return above + (below - above) * (y - upper);
    }

    internal float At((float U, float V) place) => At(place.U, place.V);
}
