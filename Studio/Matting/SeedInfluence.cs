namespace CommerceOS.Studio.Matting;

/// <summary>
/// How far a person's strokes reach. A stroke speaks for what it is connected with over smooth colour; an edge costs
/// distance, and so does length, so that a stroke cannot turn the far end of the picture. Where the networks, which were
/// shown the stroke, are sure of the ground, it does not follow a stroke to keep: a wire of the ground's colour is connected
/// with all of it.
/// </summary>
internal sealed class SeedInfluence
{
    internal const int Rounds = 3;

    private const float Strength = 14;  // nats at the stroke itself
    private const float Steadiness = 3; // nats for the earlier side where no stroke reaches
    private const float LengthCost = .012f;
    private const float Unwilling = 2; // odds against product at which a place does not follow a stroke to keep

    private readonly sbyte[] seeds;
    private readonly float[] keep;
    private readonly float[] erase;
    private readonly float[] odds;
    private readonly float reach;

    internal SeedInfluence(CoarseEvidence evidence, sbyte[] seeds)
    {
        (this.seeds, odds) = (seeds, evidence.Odds);
        reach = MathF.Max(1.2f, evidence.Geodesic.WallHeight * .8f);
        keep = evidence.Geodesic.DistanceFrom(i => seeds[i] > 0, LengthCost);
        erase = evidence.Geodesic.DistanceFrom(i => seeds[i] < 0, LengthCost);
    }

    /// <summary>Puts the strokes themselves and what lies next to them into a mask.</summary>
    internal void Apply(byte[] mask)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            var towards = Towards(i);
            if (seeds[i] != 0 || MathF.Abs(towards) > .5f)
            {
                mask[i] = (byte)(seeds[i] > 0 || (seeds[i] == 0 && towards > 0) ? 1 : 0);
            }
        }
    }

    /// <summary>Adds the strokes' say to what the colours prefer, and the earlier mask's where no stroke is near.</summary>
    internal void Adjust(float[] preference, byte[] earlier)
    {
        for (var i = 0; i < preference.Length; i++)
        {
            var towards = Towards(i);
            var near = MathF.Abs(towards);
            preference[i] = Math.Clamp(preference[i], -14, 14) * (1 - near) + Strength * towards + (earlier[i] == 1 ? Steadiness : -Steadiness) * (1 - near);
        }
    }

    // -1 (erase) to 1 (keep).
    private float Towards(int i) => Math.Clamp(1 + odds[i] / Unwilling, 0, 1) * MathF.Exp(-keep[i] / reach) - MathF.Exp(-erase[i] / reach);
}
