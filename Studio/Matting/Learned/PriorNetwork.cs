using System.Text;

namespace CommerceOS.Studio.Matting.Learned;

/// <summary>
/// A small network (one and a half million weights) that was shown photographs of random things on random grounds and learned what is
/// thing and what is ground, shadow or reflection. tools/matting-prior made the weights; docs/studio.md says how.
/// </summary>
internal sealed class PriorNetwork
{
    internal const int Side = 224;

    private const int Levels = 4; // times that the picture is halved after the first
    private const string Resource = "matting-prior";
    private const int Version = 1;

    private static readonly Lazy<PriorNetwork> Loaded = new(Load);

    private readonly Queue<Convolution> order;

    private PriorNetwork(IEnumerable<Convolution> convolutions) => order = new(convolutions);

    internal static PriorNetwork Shared => Loaded.Value;

    /// <param name="picture">Three bands, <see cref="Side"/> by <see cref="Side"/>.</param>
    /// <param name="lanes">Threads.</param>
    /// <returns>For each pixel the logarithm of the odds that it is product.</returns>
    internal float[] Ask(Raster picture, Lanes lanes)
    {
        var layers = new Queue<Convolution>(order);
        var input = Prepared(picture);
        List<FeatureMap> kept = [Next(Next(input, step: 2))];
        for (var level = 0; level < Levels; level++)
        {
            kept.Add(Next(Next(kept[^1].Halved())));
        }

        // The way up is stored from the finest level on.
        var up = Enumerable.Range(0, Levels).Select(_ => (First: layers.Dequeue(), Second: layers.Dequeue())).ToArray();
        var answer = kept[^1];
        for (var level = Levels - 1; level >= 0; level--)
        {
            answer = up[level].First.Run(answer.DoubledWith(kept[level]), rectify: true, lanes);
            answer = up[level].Second.Run(answer, rectify: true, lanes);
        }

        answer = Next(Next(answer).DoubledWith(input));
        answer = layers.Dequeue().Run(answer, rectify: false, lanes);
        var odds = new float[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            answer.Row(0, y).CopyTo(odds.AsSpan(y * Side));
        }

        return odds;

        FeatureMap Next(FeatureMap map, int step = 1) => layers.Dequeue().Run(map, rectify: true, lanes, step);
    }

    // Colours around zero, and each pixel's place from -1 to 1 across and down.
    private static FeatureMap Prepared(Raster picture)
    {
        if ((picture.Width, picture.Height, picture.Bands) != (Side, Side, 3))
        {
            throw new ArgumentException($"Expected {Side} x {Side} pixels of 3 bands, got {picture.Width} x {picture.Height} of {picture.Bands}.", nameof(picture));
        }

        var input = new FeatureMap(5, Side, Side);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                for (var band = 0; band < 3; band++)
                {
                    input.Row(band, y)[x] = (picture.Pixels[(y * Side + x) * 3 + band] / 255f - .5f) * 4;
                }

                input.Row(3, y)[x] = 2f * x / (Side - 1) - 1;
                input.Row(4, y)[x] = 2f * y / (Side - 1) - 1;
            }
        }

        return input;
    }

    private static PriorNetwork Load()
    {
        using var stream = typeof(PriorNetwork).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new BinaryReader(stream);
        var (magic, version) = (Encoding.ASCII.GetString(reader.ReadBytes(4)), reader.ReadInt32());
        return magic == "CPRI" && version == Version
            ? new PriorNetwork([.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => Convolution.Read(reader))])
            : throw new InvalidDataException($"Expected weights of version {Version}, got {magic} {version}.");
    }
}
