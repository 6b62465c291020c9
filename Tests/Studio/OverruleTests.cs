using CommerceOS.Studio.Matting;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>Pieces of a mask on which the learned network is certain.</summary>
public sealed class OverruleTests
{
    private const int Side = 40;

    [Theory]
    [InlineData(-7, 0)]
    [InlineData(-5, 1)]
    public void A_piece_of_product_becomes_backdrop_only_where_the_network_is_certain(float odds, byte expected) =>
        Overruled(start: 1, odds).ShouldBe(expected);

    [Theory]
    [InlineData(6, 1)]
    [InlineData(4, 0)]
    public void A_piece_of_backdrop_becomes_product_only_where_the_network_is_certain(float odds, byte expected) =>
        Overruled(start: 0, odds).ShouldBe(expected);

    [Theory]
    [InlineData(8, 60, 1)]
    [InlineData(50, 60, 0)]
    [InlineData(2, 8, 0)]
    public void A_gap_that_is_darker_than_any_shadow_is_a_lens_or_a_cone_unless_the_backdrop_is_dark_itself(float lightness, float backdrop, byte expected)
    {
        var (mask, lab, residual, odds) = (new byte[Side * Side], new float[Side * Side * 3], new float[Side * Side * 3], new float[Side * Side]);
        for (var i = 0; i < mask.Length; i++)
        {
            var (y, x) = Math.DivRem(i, Side);
            var gap = Math.Abs(x - 20) < 5 && Math.Abs(y - 20) < 5;
            mask[i] = (byte)(Math.Abs(x - 20) < 15 && Math.Abs(y - 20) < 15 && !gap ? 1 : 0);
            lab[i * 3] = gap ? lightness : backdrop;
            residual[i * 3] = lab[i * 3] - backdrop;
            odds[i] = mask[i] == 1 ? 5 : -5;
        }

        new MaskRegions(mask, Side, Side, lab, residual, odds, backdropDeviation: 1).KeepMainParts();

        mask[(20 * Side) + 20].ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, -8)]
    [InlineData(0, 8)]
    public void What_a_person_marked_stays(byte start, float odds) =>
        Overruled(start, odds, mark: start == 1 ? (sbyte)1 : (sbyte)-1).ShouldBe(start);

    // The left half is product and the right one backdrop; in the middle of one of them is a piece with those odds.
    private static byte Overruled(byte start, float odds, sbyte mark = 0)
    {
        var (mask, all, seeds) = (new byte[Side * Side], new float[Side * Side], new sbyte[Side * Side]);
        var (column, row) = (start == 1 ? 10 : 30, 20);
        for (var i = 0; i < mask.Length; i++)
        {
            var (y, x) = Math.DivRem(i, Side);
            mask[i] = (byte)(x < Side / 2 ? 1 : 0);
            all[i] = Math.Abs(x - column) < 4 && Math.Abs(y - row) < 4 ? odds : mask[i] == 1 ? 3 : -3;
        }

        seeds[(row * Side) + column] = mark;
        var unused = new float[Side * Side * 3];
        new MaskRegions(mask, Side, Side, unused, unused, all, backdropDeviation: 1) { Seeds = seeds }.Overrule(all);

        mask[(5 * Side) + 5].ShouldBe((byte)1, "the rest stays");
        mask[(5 * Side) + 35].ShouldBe((byte)0);
        return mask[(row * Side) + column];
    }
}
