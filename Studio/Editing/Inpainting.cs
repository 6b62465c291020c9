using System.Runtime.InteropServices;
using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// Fills marked places from their surroundings. On a ground, however patterned, a smooth surface carries light and
/// gradients across the hole, and what is left of the picture without it - grain, fibres, threads, seams - is completed by
/// patches, from coarse to fine. Where an outline meets the hole such a surface would smear, and the patches complete the
/// picture itself, beginning with the nearest pixel around the hole; then only slight differences along the hole's edge are
/// spread over it. Patches come from places whose colours seen from afar are those beside that part of the hole: a cup's
/// even glaze is no source for the wood beside it. They are found in a small copy and then copied at the picture's own
/// size, so that nothing gets soft.
/// </summary>
internal static class Inpainting
{
    // Long side of the copy that is searched. 512: .5 to 1.5 s for a hole of a tenth of it on one thread.
    private const int SearchedSide = 512;

    private const int LeastMargin = 40;

    // What the surface leaves of all but a twentieth of the pixels beside a hole, of the full range. Sample photos: .005 to .03
    // on plain grounds and blurred wood, .04 to .16 where a product's edge, a shadow or a coarse pattern meets the hole.
    private const double MostOfGround = .034;
    private const int RingPixels = 5;
    private const int CoarsestSide = 28;

    internal static EditFrame Erase(EditFrame frame, EraseStep step, PixelSize full, string at, Lanes lanes, CancellationToken cancellationToken)
    {
        var mask = EraseMask.Of(step, full);
        Ranges.Require(at + ".strokes", Math.Round(mask.Share, 4), 0, EraseStep.MostShare, "of the frame to be erased");
        // No hole is filled from what was put into another one, so nothing is changed before all are done.
        List<Filled> filled = [];
        foreach (var part in mask.Parts())
        {
            cancellationToken.ThrowIfCancellationRequested();
            filled.AddRange(Fill(frame, mask, part, lanes));
        }

        foreach (var row in filled)
        {
            row.Put(frame);
        }

        return frame;
    }

    private static Filled[] Fill(EditFrame frame, EraseMask mask, PixelBox part, Lanes lanes)
    {
        // The box in shares of the frame: the same in every size.
        int marginX = Math.Max(LeastMargin, part.Width), marginY = Math.Max(LeastMargin, part.Height);
        int left = Math.Max(0, part.Left - marginX), top = Math.Max(0, part.Top - marginY);
        int right = Math.Min(mask.Size.Width, part.Left + part.Width + marginX), bottom = Math.Min(mask.Size.Height, part.Top + part.Height + marginY);
        var scale = Math.Min(1, (double)SearchedSide / Math.Max(right - left, bottom - top));
        PixelSize small = new(Math.Max(16, (int)Math.Round((right - left) * scale)), Math.Max(16, (int)Math.Round((bottom - top) * scale)));
        var place = new Placement(
            (double)left / mask.Size.Width, (double)top / mask.Size.Height, (double)(right - left) / mask.Size.Width, (double)(bottom - top) / mask.Size.Height, small);

        var holes = new bool[small.Width * small.Height];
        for (var y = 0; y < small.Height; y++)
        {
            for (var x = 0; x < small.Width; x++)
            {
                holes[y * small.Width + x] = IsMarked(mask, place, x, y);
            }
        }

        var picture = Searched(frame, place, lanes);
        var radius = Math.Max(4, Math.Max(small.Width, small.Height) / 24);
        var surface = SmoothSurface.Of(picture, holes, small, radius, lanes);
        var nearest = NearestRing.Fill(picture, holes, small);
        var colours = SmoothSurface.Mean(nearest, small, radius, lanes);
        var ground = Unexplained(picture, surface, holes, small, lanes) < MostOfGround;
        var texture = new float[picture.Length];
        for (var i = 0; i < picture.Length; i++)
        {
            texture[i] = ground ? holes[i / 3] ? 0 : picture[i] - surface[i] : nearest[i];
        }

        var field = Complete(texture, colours, holes, small, null, 0);
        if (field is not null && !ground)
        {
            surface = SmoothSurface.Mismatch(texture, holes, small);
        }

        return Copy(frame, mask, place, surface, field, lanes);
    }

    private static double Unexplained(float[] picture, float[] surface, bool[] holes, PixelSize size, Lanes lanes)
    {
        var near = BoxFilter.Grow(Array.ConvertAll(holes, hole => (byte)(hole ? 1 : 0)), size.Width, size.Height, RingPixels, lanes);
        var away = Enumerable.Range(0, picture.Length).Where(i => near[i / 3] == 1 && !holes[i / 3]).Select(i => Math.Abs(picture[i] - surface[i])).Order().ToArray();
        return away.Length == 0 ? 0 : away[away.Length * 19 / 20];
    }

    // A little more than is marked: what was erased has left its colour in the pixels beside it.
    private static bool IsMarked(EraseMask mask, Placement place, int x, int y)
    {
        for (var corner = 0; corner < 9; corner++)
        {
            double column = x + .5 + (corner % 3 - 1) * 1.5, row = y + .5 + (corner / 3 - 1) * 1.5;
            if (mask.At(place.Left + column / place.Size.Width * place.Width, place.Top + row / place.Size.Height * place.Height) > .02f)
            {
                return true;
            }
        }

        return false;
    }

    private static float[] Searched(EditFrame frame, Placement place, Lanes lanes)
    {
        int left = (int)Math.Round(place.Left * frame.Width), top = (int)Math.Round(place.Top * frame.Height);
        PixelBox box = new(
            left, top, Math.Clamp((int)Math.Round(place.Width * frame.Width), 1, frame.Width - left), Math.Clamp((int)Math.Round(place.Height * frame.Height), 1, frame.Height - top));
        using var part = Geometry.Crop(frame, box, lanes);
        using var small = Resampler.Copied(part, place.Size, lanes);
        var pixels = small.Pixels;
        var picture = new float[place.Size.Width * place.Size.Height * 3];
        for (var i = 0; i < picture.Length; i++)
        {
            picture[i] = pixels[i / 3 * small.Bands + i % 3] / 65535f;
        }

        return picture;
    }

    // The coarser half first; its answer is the first guess of the finer one.
    private static PatchField? Complete(float[] texture, float[] colours, bool[] hole, PixelSize size, int[]? guesses, int depth)
    {
        if (Math.Min(size.Width, size.Height) / 2 >= CoarsestSide && depth < 5)
        {
            PixelSize half = new(size.Width / 2, size.Height / 2);
            var (smaller, smallerHole) = Halve(texture, hole, size, half);
            var (smallerColours, _) = Halve(colours, hole, size, half);
            if (Complete(smaller, smallerColours, smallerHole, half, null, depth + 1) is { } coarse)
            {
                guesses = new int[hole.Length];
                for (var y = 0; y < size.Height; y++)
                {
                    for (var x = 0; x < size.Width; x++)
                    {
                        int column = Math.Min(half.Width - 1, x / 2), row = Math.Min(half.Height - 1, y / 2);
                        var found = coarse.MatchOf(column, row);
                        var i = y * size.Width + x;
                        guesses[i] = found < 0 ? -1 : Math.Min(size.Height - 1, found / half.Width * 2 + y % 2) * size.Width + Math.Min(size.Width - 1, found % half.Width * 2 + x % 2);
                        // Copies of finer pixels rather than the coarse ones: a smooth beginning would find smooth matches only.
                        var copied = guesses[i] >= 0 && !hole[guesses[i]];
                        for (var c = 0; hole[i] && c < 3; c++)
                        {
                            texture[i * 3 + c] = copied ? texture[guesses[i] * 3 + c] : smaller[(row * half.Width + column) * 3 + c];
                        }
                    }
                }
            }
        }

        var field = new PatchField(texture, colours, hole, size.Width, size.Height, guesses);
        if (!field.HasSources)
        {
            return null;
        }

        var rounds = depth == 0 ? 2 : 4;
        for (var round = 0; round < rounds; round++)
        {
            field.Search(rounds: 4, seed: depth * 1000 + round * 10 + 1);
            field.Vote(hole);
        }

        field.Search(rounds: 4, seed: depth * 1000 + 999);
        return field;
    }

    private static (float[] Texture, bool[] Hole) Halve(float[] texture, bool[] hole, PixelSize size, PixelSize half)
    {
        var smaller = new float[half.Width * half.Height * 3];
        var smallerHole = new bool[half.Width * half.Height];
        for (var y = 0; y < half.Height; y++)
        {
            for (var x = 0; x < half.Width; x++)
            {
                var to = y * half.Width + x;
                for (var n = 0; n < 4; n++)
                {
                    var from = (2 * y + (n >> 1)) * size.Width + 2 * x + (n & 1);
                    smallerHole[to] |= hole[from];
                    for (var c = 0; c < 3; c++)
                    {
                        smaller[to * 3 + c] += texture[from * 3 + c] / 4;
                    }
                }
            }
        }

        return (smaller, smallerHole);
    }

    // Four neighbours of the searched copy say where each pixel comes from: where they agree it is one copy, where two
    // patches meet one fades into the other over a pixel of the searched copy.
    private static Filled[] Copy(EditFrame frame, EraseMask mask, Placement place, float[] surface, PatchField? field, Lanes lanes)
    {
        var (wide, tall) = (place.Size.Width, place.Size.Height);
        double left = place.Left * frame.Width, top = place.Top * frame.Height;
        double stepX = place.Width * frame.Width / wide, stepY = place.Height * frame.Height / tall;
        int firstRow = Math.Max(0, (int)top), lastRow = Math.Min(frame.Height, (int)Math.Ceiling(top + stepY * tall));
        var rows = new Filled[lastRow - firstRow];
        lanes.Rows(rows.Length, row =>
        {
            var y = firstRow + row;
            var pixels = frame.Pixels;
            List<int> columns = [];
            List<ushort> levels = [];
            Span<float> value = stackalloc float[3];
            for (var x = Math.Max(0, (int)left); x < Math.Min(frame.Width, left + stepX * wide); x++)
            {
                var cover = mask.At((x + .5) / frame.Width, (y + .5) / frame.Height);
                // Soft only at the very edge of what was marked.
                cover = Math.Clamp(cover * 2, 0, 1);
                if (cover <= 0)
                {
                    continue;
                }

                double u = (x + .5 - left) / stepX - .5, v = (y + .5 - top) / stepY - .5;
                SmoothSurface.At(surface, place.Size, u, v, value);
                if (field is not null)
                {
                    AddTexture(frame, place, surface, field, (x, y), (u, v), (stepX, stepY), value);
                }

                var at = (y * frame.Width + x) * frame.Bands;
                for (var c = 0; c < 3; c++)
                {
                    levels.Add((ushort)Math.Clamp(pixels[at + c] * (1 - cover) + value[c] * 65535 * cover + .5f, 0, 65535));
                }

                columns.Add(x);
            }

            rows[row] = new(y, columns, levels);
        });
        return rows;
    }

    private static void AddTexture(
        EditFrame frame, Placement place, float[] surface, PatchField field, (int X, int Y) pixel, (double U, double V) at, (double X, double Y) step, Span<float> value)
    {
        int column = (int)Math.Floor(at.U), row = (int)Math.Floor(at.V);
        float right = (float)(at.U - column), below = (float)(at.V - row);
        Span<float> smooth = stackalloc float[3];
        for (var corner = 0; corner < 4; corner++)
        {
            int x = Math.Clamp(column + (corner & 1), 0, place.Size.Width - 1), y = Math.Clamp(row + (corner >> 1), 0, place.Size.Height - 1);
            var weight = ((corner & 1) == 1 ? right : 1 - right) * (corner >> 1 == 1 ? below : 1 - below);
            var found = field.MatchOf(x, y);
            if (weight <= 0 || found < 0)
            {
                continue;
            }

            int awayX = found % place.Size.Width - x, awayY = found / place.Size.Width - y;
            int sourceX = Math.Clamp(pixel.X + (int)Math.Round(awayX * step.X), 0, frame.Width - 1), sourceY = Math.Clamp(pixel.Y + (int)Math.Round(awayY * step.Y), 0, frame.Height - 1);
            SmoothSurface.At(surface, place.Size, at.U + (sourceX - pixel.X) / step.X, at.V + (sourceY - pixel.Y) / step.Y, smooth);
            var from = (sourceY * frame.Width + sourceX) * frame.Bands;
            for (var c = 0; c < 3; c++)
            {
                value[c] += weight * (frame.Pixels[from + c] / 65535f - smooth[c]);
            }
        }
    }

    /// <summary>What one row of a hole becomes: three levels a column.</summary>
    private sealed record Filled(int Row, List<int> Columns, List<ushort> Levels)
    {
        internal void Put(EditFrame frame)
        {
            var pixels = frame.Pixels.Slice(Row * frame.Width * frame.Bands, frame.Width * frame.Bands);
            for (var n = 0; n < Columns.Count; n++)
            {
                for (var c = 0; c < 3; c++)
                {
                    pixels[Columns[n] * frame.Bands + c] = Levels[n * 3 + c];
                }
            }
        }
    }

    /// <summary>A box in shares of the frame and the size of its searched copy.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Placement(double Left, double Top, double Width, double Height, PixelSize Size);
}
