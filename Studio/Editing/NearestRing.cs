namespace CommerceOS.Studio.Editing;

/// <summary>
/// A picture whose hole shows the nearest pixel of its surroundings: where two surfaces meet beside the hole they meet in it,
/// too, with an edge between them and nothing that belongs to neither.
/// </summary>
internal static class NearestRing
{
    internal static float[] Fill(float[] picture, bool[] hole, PixelSize size)
    {
        var filled = (float[])picture.Clone();
        var nearest = new int[hole.Length];
        for (var i = 0; i < hole.Length; i++)
        {
            nearest[i] = hole[i] ? -1 : i;
        }

        // Two sweeps forth and back carry the nearest place over the hole, as in Danielsson's distance map (1980).
        for (var sweep = 0; sweep < 4; sweep++)
        {
            var forward = sweep % 2 == 0;
            for (var n = 0; n < hole.Length; n++)
            {
                var i = forward ? n : hole.Length - 1 - n;
                if (hole[i])
                {
                    var step = forward ? -1 : 1;
                    int x = i % size.Width, y = i / size.Width;
                    for (var k = 0; k < 4; k++)
                    {
                        var (dx, dy) = k switch { 0 => (step, 0), 1 => (-1, step), 2 => (0, step), _ => (1, step) };
                        int column = x + dx, row = y + dy;
                        if (column >= 0 && row >= 0 && column < size.Width && row < size.Height && nearest[row * size.Width + column] is var candidate and >= 0
                            && (nearest[i] < 0 || Away(candidate, x, y, size.Width) < Away(nearest[i], x, y, size.Width)))
                        {
                            nearest[i] = candidate;
                        }
                    }
                }
            }
        }

        for (var i = 0; i < hole.Length; i++)
        {
            for (var c = 0; hole[i] && nearest[i] >= 0 && c < 3; c++)
            {
                filled[i * 3 + c] = picture[nearest[i] * 3 + c];
            }
        }

        return filled;
    }

    private static int Away(int place, int x, int y, int width)
    {
        int dx = place % width - x, dy = place / width - y;
        return dx * dx + dy * dy;
    }
}
