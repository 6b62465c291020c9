namespace CommerceOS.Studio.Isolation;

/// <summary>How uploads are decoded in processes of their own.</summary>
public sealed class DecoderOptions
{
    /// <summary>
    /// The program that runs <see cref="DecoderChild"/>, then its arguments. Default: this process' own program with
    /// <see cref="DecoderChild.Argument"/>, which its Main has to hand to <see cref="DecoderChild.RunIfAsked"/>.
    /// </summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Longest time for one upload; the child is ended and the upload refused. Default 30 s, range 1 s to 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for a child to start. Default 30 s: a cold disk on a busy machine. Range 1 s to 10 min.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Uploads after which a child is replaced, so that a leak in a codec stays bounded. Default 200, range 1 to 100,000.</summary>
    public int RecycleAfter { get; init; } = 200;

    /// <summary>Children at once; further uploads wait. Default and maximum: the number of cores.</summary>
    public int Children { get; init; } = Environment.ProcessorCount;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its documented range.</exception>
    public void Validate()
    {
        Require(nameof(Timeout), Timeout.TotalSeconds, 1, 600);
        Require(nameof(StartTimeout), StartTimeout.TotalSeconds, 1, 600);
        Require(nameof(RecycleAfter), RecycleAfter, 1, 100_000);
        Require(nameof(Children), Children, 1, Environment.ProcessorCount);
    }

    private static void Require(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected {least} to {most}.");
        }
    }
}
