using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>Colours and light of a studio: a wall, a floor, a light on the wall behind the product.</summary>
/// <param name="WallTop">Upper edge.</param>
/// <param name="WallBottom">Where the wall meets the floor.</param>
/// <param name="FloorFar">Where the floor begins.</param>
/// <param name="FloorNear">Lower edge.</param>
/// <param name="Pool">Levels that the light adds at its middle.</param>
/// <param name="PoolOffset">Distance of the light from the middle towards the light's side, as a share of the frame.</param>
/// <param name="Vignette">Darkening towards the corners.</param>
/// <param name="ShadowTint">A dark tone of the floor; pure black would look cut out.</param>
/// <param name="ShadowStrength">Relative to the usual.</param>
/// <param name="CastShadow">Opacity of the shadow thrown across the floor.</param>
/// <param name="Reflection">Opacity of the reflection at the product's foot.</param>
internal sealed record StudioLook(
    Tint WallTop, Tint WallBottom, Tint FloorFar, Tint FloorNear, float Pool, float PoolOffset, float Vignette,
    Tint ShadowTint, float ShadowStrength, float CastShadow, float Reflection)
{
    internal static StudioLook Of(StudioScenePreset preset) => preset switch
    {
        StudioScenePreset.Mist => Gradient("#8c9fac", "#c9d5db", "#d3dce0", "#aebbc2", "#1a2830"),
        StudioScenePreset.Stone => Gradient("#96918b", "#cfcac4", "#d8d3ce", "#b3ada6", "#2a2520"),
        StudioScenePreset.Sage => Gradient("#86978a", "#c3cfc3", "#ced8cd", "#a3b1a3", "#1c2a20"),
        StudioScenePreset.Sand => Gradient("#c0a98d", "#e3d4bf", "#e8dbc8", "#c9b49a", "#3a2815"),
        StudioScenePreset.Peach => Pastel("#ecc8b3", "#f6e0d2", "#f4dccc", "#e4c1ac", "#4a2413"),
        StudioScenePreset.Blush => Pastel("#e8bfc6", "#f6dde0", "#f4d9dd", "#dfb4bc", "#47202a"),
        StudioScenePreset.Sky => Pastel("#b9d3ea", "#dcebf6", "#d8e8f4", "#b0cbe3", "#17304a"),
        StudioScenePreset.ReflectiveWhite => new(
            Tint.Of("#f2f4f6"), Tint.Of("#fdfdfe"), Tint.Of("#fcfdfd"), Tint.Of("#eef1f4"), 4, 0, .04f, Tint.Of("#20262c"), .62f, 0, .26f),
        StudioScenePreset.Dark => new(
            Tint.Of("#121419"), Tint.Of("#353a46"), Tint.Of("#272b34"), Tint.Of("#0e1015"), 58, .04f, .46f, Tint.Of("#000000"), .95f, 0, .30f),
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "Not a preset."),
    };

    private static StudioLook Gradient(string wallTop, string wallBottom, string floorFar, string floorNear, string shadow) => new(
        Tint.Of(wallTop), Tint.Of(wallBottom), Tint.Of(floorFar), Tint.Of(floorNear), 24, .09f, .15f, Tint.Of(shadow), 1, .25f, 0);

    private static StudioLook Pastel(string wallTop, string wallBottom, string floorFar, string floorNear, string shadow) => new(
        Tint.Of(wallTop), Tint.Of(wallBottom), Tint.Of(floorFar), Tint.Of(floorNear), 15, .12f, .11f, Tint.Of(shadow), .92f, .20f, 0);
}

/// <summary>Paints the empty studio.</summary>
internal static class Backdrop
{
    /// <param name="look">Colours and light.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="horizon">Where wall becomes floor, as a share of the height.</param>
    /// <param name="light">Side of the light.</param>
    /// <param name="seed">Of the grain.</param>
    /// <param name="lanes">Threads.</param>
    internal static VipsImage Paint(StudioLook look, int width, int height, float horizon, LightSide light, int seed, Lanes lanes)
    {
        var pixels = new byte[width * height * 3];
        var poolX = .5f + (light == LightSide.Left ? -look.PoolOffset : look.PoolOffset);
        var across = Row(width, u => Curves.Bell(u - poolX, .42f));
        var floorAcross = Row(width, u => Curves.Bell(u - .5f, .40f));
        lanes.Rows(height, y =>
        {
            var v = (y + .5f) / height;
            var floor = Curves.Smooth(horizon - .09f, horizon + .07f, v);
            var wallColour = look.WallTop.Towards(look.WallBottom, Math.Clamp(v / horizon, 0, 1));
            var floorColour = look.FloorFar.Towards(look.FloorNear, Math.Clamp((v - horizon) / (1 - horizon), 0, 1));
            var ground = wallColour.Towards(floorColour, floor);
            var poolHere = look.Pool * Curves.Bell(v - (horizon - .30f), .40f);
            var floorPoolHere = look.Pool * .45f * Curves.Bell(v - horizon - .12f, .10f);
            var down = (v - .5f) * (v - .5f) * 1.3f;
            for (var x = 0; x < width; x++)
            {
                var u = (x + .5f) / width;
                var vignette = 1 - look.Vignette * 1.6f * ((u - .5f) * (u - .5f) * 1.6f + down);
                var colour = ground.Plus(poolHere * across[x] + floorPoolHere * floorAcross[x]).Times(vignette).Plus(Grain.At(x, y, seed) * Grain.Levels);
                Write(pixels, (y * width + x) * 3, colour);
            }
        });
        return VipsImage.FromPixels(pixels, width, height, 3);
    }

    internal static void Write(byte[] pixels, int at, Tint colour)
    {
        pixels[at] = Level(colour.Red);
        pixels[at + 1] = Level(colour.Green);
        pixels[at + 2] = Level(colour.Blue);
    }

    private static byte Level(float value) => (byte)Math.Clamp(value + .5f, 0, 255);

    private static float[] Row(int side, Func<float, float> value)
    {
        var row = new float[side];
        for (var x = 0; x < side; x++)
        {
            row[x] = value((x + .5f) / side);
        }

        return row;
    }
}
