using System.Text;

namespace CommerceOS.Studio.Matting.Learned;

/// <summary>
/// A small network that was shown photographs of random things on random grounds and learned what is thing and what is ground, shadow
/// or reflection: one and a half million weights. Halves the picture some times on the way down and looks at each size again on the way up. tools/matting-prior made
/// the weights; docs/studio.md says how.
/// </summary>
internal sealed class LearnedNetwork
{
    private const int Version = 1;
    private const int Marks = 5; // channel of what it sees
    private const int OnceEach = 5; // convolutions that are no pair on the way down or up

    private static readonly Lazy<LearnedNetwork> PriorNetwork = new(() => Load("matting-prior"));
    private static readonly Lazy<LearnedNetwork> OutlineNetwork = new(() => Load("matting-outline"));

    private readonly Queue<Convolution> order;
    private readonly int levels; // times that the picture is halved after the first

    private LearnedNetwork(Convolution[] convolutions) => (order, levels) = (new(convolutions), (convolutions.Length - OnceEach) / 4);

    /// <summary>Sees a whole picture.</summary>
    internal static LearnedNetwork Prior => PriorNetwork.Value;

    /// <summary>Sees a product closely.</summary>
    internal static LearnedNetwork Outline => OutlineNetwork.Value;

    /// <summary>Width and height that it takes are multiples of this.</summary>
    internal int Multiple => 2 << levels;

    /// <param name="input">What it learned to see; width and height are multiples of <see cref="Multiple"/>.</param>
    /// <param name="lanes">Threads.</param>
    /// <returns>For each pixel the logarithm of the odds that it is product.</returns>
    internal float[] Ask(FeatureMap input, Lanes lanes)
    {
        if (input.Width % Multiple != 0 || input.Height % Multiple != 0)
        {
            throw new ArgumentException($"Expected multiples of {Multiple} pixels, got {input.Width} x {input.Height}.", nameof(input));
        }

        using var made = new Maps();
        var layers = new Queue<Convolution>(order);
        List<FeatureMap> kept = [Next(Next(input, step: 2))];
        for (var level = 0; level < levels; level++)
        {
            kept.Add(Next(Next(made.Add(kept[^1].Halved()))));
        }

        // The way up is stored from the finest level on.
        var up = Enumerable.Range(0, levels).Select(_ => (First: layers.Dequeue(), Second: layers.Dequeue())).ToArray();
        var answer = kept[^1];
        for (var level = levels - 1; level >= 0; level--)
        {
            answer = made.Add(up[level].First.Run(made.Add(answer.DoubledWith(kept[level])), rectify: true, lanes));
            answer = made.Add(up[level].Second.Run(answer, rectify: true, lanes));
        }

        answer = Next(made.Add(Next(answer).DoubledWith(input)));
        answer = made.Add(layers.Dequeue().Run(answer, rectify: false, lanes));
        var odds = new float[input.Width * input.Height];
        for (var y = 0; y < input.Height; y++)
        {
            answer.Row(0, y).CopyTo(odds.AsSpan(y * input.Width));
        }

        return odds;

        FeatureMap Next(FeatureMap map, int step = 1) => made.Add(layers.Dequeue().Run(map, rectify: true, lanes, step));
    }

    /// <summary>Asks about a picture and about its mirror image; the mean.</summary>
    /// <param name="picture">Three bands.</param>
    /// <param name="width">Of what the network sees: a multiple of <see cref="Multiple"/>.</param>
    /// <param name="height">The same.</param>
    /// <param name="marks">A person's strokes on what the network sees: 1 for product, -1 for backdrop; null for none.</param>
    /// <param name="lanes">Threads.</param>
    internal OddsMap AskTwice(Raster picture, int width, int height, sbyte[]? marks, Lanes lanes)
    {
        var small = picture.Resize(width, height);
        float[] answer = Answer(mirroring: false), mirrored = Answer(mirroring: true);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                answer[y * width + x] = (answer[y * width + x] + mirrored[(y + 1) * width - 1 - x]) / 2;
            }
        }

        return new OddsMap(answer, width, height);

        float[] Answer(bool mirroring)
        {
            using var seen = Seen(small, marks, mirroring);
            return Ask(seen, lanes);
        }
    }

    // Colours around zero, each pixel's place from -1 to 1 across and down, and strokes where the network learned of them.
    private FeatureMap Seen(Raster picture, sbyte[]? marks, bool mirrored)
    {
        var input = new FeatureMap(order.Peek().Inputs, picture.Height, picture.Width);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var band = 0; band < 3; band++)
            {
                var row = input.Row(band, y);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = (picture.Pixels[(y * picture.Width + (mirrored ? row.Length - 1 - x : x)) * 3 + band] / 255f - .5f) * 4;
                }
            }

            Span<float> across = input.Row(3, y), down = input.Row(4, y);
            for (var x = 0; x < across.Length; x++)
            {
                across[x] = 2f * x / (picture.Width - 1) - 1;
                down[x] = 2f * y / (picture.Height - 1) - 1;
            }

            for (var x = 0; marks is not null && x < across.Length; x++)
            {
                input.Row(Marks, y)[x] = marks[y * picture.Width + (mirrored ? across.Length - 1 - x : x)];
            }
        }

        return input;
    }

    private static LearnedNetwork Load(string resource)
    {
        using var stream = typeof(LearnedNetwork).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new BinaryReader(stream);
        var (magic, version) = (Encoding.ASCII.GetString(reader.ReadBytes(4)), reader.ReadInt32());
        return magic == "CPRI" && version == Version
            ? new LearnedNetwork([.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => Convolution.Read(reader))])
            : throw new InvalidDataException($"Expected weights of version {Version}, got {magic} {version}.");
    }

    /// <summary>What one look makes and nobody needs afterwards.</summary>
    private sealed class Maps : IDisposable
    {
        private readonly List<FeatureMap> maps = [];

        internal FeatureMap Add(FeatureMap map)
        {
            maps.Add(map);
            return map;
        }

        public void Dispose() => maps.ForEach(map => map.Dispose());
    }
}
