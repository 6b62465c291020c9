using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CommerceOS.Studio.Matting.Learned;

/// <summary>
/// A learned convolution, 1 x 1 or 3 x 3. Every output is summed in one fixed order with separate multiplication and addition,
/// so that results are the same on any number of threads and on any processor.
/// </summary>
internal sealed class Convolution
{
    private const int Together = 4; // output channels computed at once: their sums stay in registers
    private const int Block = 16;

    private readonly float[] weights; // [group of outputs][input][row][column][output in its group]
    private readonly float[] biases;

    private Convolution(int outputs, int inputs, int side, float[] weights, float[] biases)
    {
        (Outputs, Inputs, Side) = (outputs, inputs, side);
        var padded = (outputs + Together - 1) / Together * Together;
        this.weights = new float[padded * inputs * side * side];
        this.biases = new float[padded];
        biases.CopyTo(this.biases, 0);
        var taps = inputs * side * side;
        for (var output = 0; output < outputs; output++)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                this.weights[output / Together * taps * Together + tap * Together + output % Together] = weights[output * taps + tap];
            }
        }
    }

    internal int Outputs { get; }

    internal int Inputs { get; }

    internal int Side { get; }

    /// <summary>Outputs, inputs and side, then weights and biases in half precision, as tools/matting-prior writes them.</summary>
    internal static Convolution Read(BinaryReader reader)
    {
        int outputs = reader.ReadInt32(), inputs = reader.ReadInt32(), side = reader.ReadInt32();
        return new Convolution(outputs, inputs, side, Halves(outputs * inputs * side * side), Halves(outputs));

        float[] Halves(int count) => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(reader.ReadBytes(count * 2)).ToArray(), half => (float)half);
    }

    /// <param name="input">As many channels as <see cref="Inputs"/>.</param>
    /// <param name="rectify">Nothing below zero.</param>
    /// <param name="lanes">Threads.</param>
    /// <param name="step">2: only every second row and column.</param>
    internal FeatureMap Run(FeatureMap input, bool rectify, Lanes lanes, int step = 1)
    {
        if (input.Channels != Inputs)
        {
            throw new ArgumentException($"Expected {Inputs} channels, got {input.Channels}.", nameof(input));
        }

        var output = new FeatureMap(Outputs, input.Height / step, input.Width / step);
        lanes.Rows(output.Height, y =>
        {
            var sums = new float[Together * (input.Width + Block)];
            for (var first = 0; first < Outputs; first += Together)
            {
                Sum(input, y * step, first, sums);
                for (var o = first; o < Math.Min(first + Together, Outputs); o++)
                {
                    var source = sums.AsSpan((o - first) * (input.Width + Block));
                    var target = output.Row(o, y);
                    for (var x = 0; x < target.Length; x++)
                    {
                        var value = source[x * step];
                        target[x] = rectify ? MathF.Max(0, value) : value;
                    }
                }
            }
        });
        return output;
    }

    // One row of four outputs, sixteen columns at a time.
    private void Sum(FeatureMap input, int row, int first, float[] sums)
    {
        var reach = Side / 2;
        ref var values = ref MemoryMarshal.GetReference(input.Values);
        ref var target = ref MemoryMarshal.GetArrayDataReference(sums);
        var line = input.Width + Block;
        for (var x = 0; x < input.Width; x += Block)
        {
            Vector256<float> a0 = Vector256.Create(biases[first]), a1 = a0, b0 = Vector256.Create(biases[first + 1]), b1 = b0;
            Vector256<float> c0 = Vector256.Create(biases[first + 2]), c1 = c0, d0 = Vector256.Create(biases[first + 3]), d1 = d0;
            ref var weight = ref weights[first * Inputs * Side * Side];
            for (var channel = 0; channel < Inputs; channel++)
            {
                for (var ky = -reach; ky <= reach; ky++)
                {
                    var at = (nuint)(input.At(channel, row + ky) + x - reach);
                    for (var kx = 0; kx < Side; kx++, at++)
                    {
                        Vector256<float> left = Vector256.LoadUnsafe(ref values, at), right = Vector256.LoadUnsafe(ref values, at + 8);
                        var w = Vector256.Create(weight);
                        a0 += w * left;
                        a1 += w * right;
                        w = Vector256.Create(System.Runtime.CompilerServices.Unsafe.Add(ref weight, 1));
                        b0 += w * left;
                        b1 += w * right;
                        w = Vector256.Create(System.Runtime.CompilerServices.Unsafe.Add(ref weight, 2));
                        c0 += w * left;
                        c1 += w * right;
                        w = Vector256.Create(System.Runtime.CompilerServices.Unsafe.Add(ref weight, 3));
                        d0 += w * left;
                        d1 += w * right;
                        weight = ref System.Runtime.CompilerServices.Unsafe.Add(ref weight, Together);
                    }
                }
            }

            Store(ref target, x, a0, a1);
            Store(ref target, line + x, b0, b1);
            Store(ref target, 2 * line + x, c0, c1);
            Store(ref target, 3 * line + x, d0, d1);
        }
    }

    private static void Store(ref float target, int at, Vector256<float> left, Vector256<float> right)
    {
        left.StoreUnsafe(ref target, (nuint)at);
        right.StoreUnsafe(ref target, (nuint)(at + 8));
    }
}
