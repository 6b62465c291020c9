using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Matting.Learned;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>What the network that sees whole pictures says, before anything else has its say.</summary>
[Collection(nameof(StudioCollection))]
public sealed class PriorTests(StudioFixture studio)
{
    public static TheoryData<string> Samples => [.. SamplePhotos.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void It_knows_roughly_where_the_product_of_a_sample_photo_is(string sample)
    {
        var small = Small(SamplePhotos.Photo(sample));
        var truth = SamplePhotos.Mask(sample);

        var odds = ProductPrior.Of(small, new Lanes(2));

        int both = 0, either = 0;
        for (var i = 0; i < small.Width * small.Height; i++)
        {
            var (y, x) = Math.DivRem(i, small.Width);
            var (found, real) = (odds.At((x + .5f) / small.Width, (y + .5f) / small.Height) > 0, truth.Pixels[((y * truth.Height / small.Height * truth.Width) + (x * truth.Width / small.Width)) * truth.Bands] == 1);
            both += found && real ? 1 : 0;
            either += found || real ? 1 : 0;
        }

        // The candle's lid lies beside it and the pouch is half label: the network takes a part for another thing, and its colour brings it in afterwards.
        ((double)both / either).ShouldBeGreaterThan(.55);
    }

    [Fact]
    public void It_says_the_same_on_one_thread_and_on_two()
    {
        var small = Small(SamplePhotos.Photo("headphones"));

        ProductPrior.Of(small, new Lanes(1)).Odds.ShouldBe(ProductPrior.Of(small, new Lanes(2)).Odds);
    }

    [Fact]
    public void A_convolution_sums_what_lies_around_a_place()
    {
        // One output from two inputs: nine ones over the first, and twice the middle of the second, and a half.
        float[] weights = [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0];
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var number in (int[])[1, 2, 3]) writer.Write(number);
        foreach (var number in (float[])[.. weights, .5f]) writer.Write((Half)number);
        bytes.Position = 0;
        using var reader = new BinaryReader(bytes);
        var convolution = Convolution.Read(reader);
        using var input = new FeatureMap(2, 19, 21);
        for (var channel = 0; channel < 2; channel++)
        {
            for (var y = 0; y < 19; y++)
            {
                for (var x = 0; x < 21; x++) input.Row(channel, y)[x] = channel == 0 ? 1 : x - y;
            }
        }

        using var output = convolution.Run(input, rectify: false, new Lanes(2));

        output.Row(0, 9)[10].ShouldBe(9 + 2 + .5f);
        output.Row(0, 0)[0].ShouldBe(4 + .5f, "beyond the edge there is nothing");
        output.Row(0, 18)[20].ShouldBe(4 + 4 + .5f);
        convolution.Run(input, rectify: true, new Lanes(1), step: 2).Row(0, 9)[0].ShouldBe(0, "4 - 36 + .5 is below zero");
    }

    private Raster Small(byte[] photo)
    {
        var master = StudioFixture.Decode(studio.Normalised(photo).Master, "jpegload_buffer");
        var scale = 384.0 / Math.Max(master.Width, master.Height);
        return master.Resize((int)(master.Width * scale), (int)(master.Height * scale));
    }
}
