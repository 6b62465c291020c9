using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Scenes.Materials;

namespace CommerceOS.Studio.Scenes;

/// <summary>Paints a scene without products, row by row.</summary>
internal static class Room
{
    private const float ShareAboveEdge = .5625f; // of the transition between wall and floor

    internal static Raster Paint(RoomFrame frame, Lanes lanes)
    {
        var pixels = new byte[frame.Width * frame.Height * 3];
        var blobs = frame.Scene.Look.Props.SelectMany((prop, index) => prop.Place(frame, frame.Seed + index * 1009)).ToArray();
        var painter = new Painter(frame);
        lanes.Rows(frame.Height, y =>
        {
            var row = new Tint[frame.Width];
            painter.Surfaces(row, y);
            foreach (var blob in blobs)
            {
                blob.Paint(row, y);
            }

            painter.Develop(row, y, pixels);
        });
        return new Raster(pixels, frame.Width, frame.Height, 3);
    }

    private sealed class Painter
    {
        private readonly RoomFrame frame;
        private readonly SceneLook scene;
        private readonly float horizon;
        private readonly float[] pool;
        private readonly float[] floorPool;
        private readonly float towards; // -1 when the light stands left
        private readonly bool textured;

        internal Painter(RoomFrame frame)
        {
            (this.frame, scene) = (frame, frame.Scene.Look);
            horizon = frame.WallBase / frame.Height;
            towards = frame.Light == LightSide.Left ? -1 : 1;
            var middle = .5f + towards * scene.Light.Offset;
            pool = Across(u => Curves.Bell(u - middle, .42f));
            floorPool = Across(u => Curves.Bell(u - .5f, .40f));
            textured = !scene.Wall.IsPaint || !scene.Floor.IsPaint;
        }

        internal void Surfaces(Span<Tint> row, int y)
        {
            var edge = scene.Edge * frame.Side;
            var floorShare = Curves.Smooth(frame.WallBase - edge * ShareAboveEdge, frame.WallBase + edge * (1 - ShareAboveEdge), y + .5f);
            if (floorShare < 1)
            {
                Wall(row, y);
            }

            if (floorShare <= 0)
            {
                return;
            }

            if (floorShare >= 1)
            {
                Floor(row, y);
                return;
            }

            var floor = new Tint[row.Length];
            Floor(floor, y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = row[x].Towards(floor[x], floorShare);
            }
        }

        internal void Develop(ReadOnlySpan<Tint> row, int y, byte[] pixels)
        {
            var v = (y + .5f) / frame.Height;
            var down = (v - .5f) * (v - .5f) * 1.3f;
            for (var x = 0; x < row.Length; x++)
            {
                var u = (x + .5f) / frame.Width;
                var vignette = 1 - scene.Light.Vignette * 1.6f * ((u - .5f) * (u - .5f) * 1.6f + down);
                var colour = row[x].Times(vignette);
                if (textured)
                {
                    colour = new Tint(Shoulder(colour.Red), Shoulder(colour.Green), Shoulder(colour.Blue));
                }

                Pixel.Write(pixels, (y * frame.Width + x) * 3, colour.Plus(Grain.At(x, y, frame.Seed) * Grain.Levels));
            }
        }

        private void Wall(Span<Tint> row, int y)
        {
            var v = (y + .5f) / frame.Height;
            var distance = frame.WallDistance;
            var share = Math.Clamp(v / horizon, 0, 1);
            var up = (frame.WallBase - y) / frame.Side * distance;
            var blur = (MathF.Max(1, frame.Blur(distance)) / frame.Side) * distance;
            for (var x = 0; x < row.Length; x++)
            {
                var across = (x + .5f - frame.Width / 2f) / frame.Side;
                var colour = scene.Wall.At(new Spot(across * distance, up, blur, blur, share), frame.Seed + 500, towards, out _);
                row[x] = Lit(colour, scene.Wall.IsPaint, x, v, floor: false, across, across * distance, up);
            }
        }

        private void Floor(Span<Tint> row, int y)
        {
            var v = (y + .5f) / frame.Height;
            var share = Math.Clamp((v - horizon) / (1 - horizon), 0, 1);
            var distance = frame.Distance(MathF.Max(y + .5f, frame.WallBase - scene.Edge * frame.Side));
            var pixel = MathF.Max(1, frame.Blur(distance));
            float blurX = pixel / frame.Side * distance, blurY = pixel * frame.DepthOfPixel(distance);
            var depth = RoomFrame.Depth(distance);
            var towardsCamera = (RoomFrame.Depth(frame.WallDistance) - depth) * .55f;
            var flatness = MathF.Pow(1 - share, 2.2f);
            var mirror = scene.Floor.Sheen > 0 ? Mirrored(v) : default;
            for (var x = 0; x < row.Length; x++)
            {
                var across = (x + .5f - frame.Width / 2f) / frame.Side;
                var colour = scene.Floor.At(new Spot(across * distance, depth, blurX, blurY, share), frame.Seed, towards, out var gloss);
                colour = Lit(colour, scene.Floor.IsPaint, x, v, floor: true, across, across * distance - towards * towardsCamera * .35f, -towardsCamera);
                if (scene.Floor.Sheen > 0 && !scene.Floor.IsPaint)
                {
                    var reflected = mirror.Plus(scene.Light.Pool * 1.2f * pool[x] * Curves.Bell(share, .75f));
                    colour = colour.Towards(reflected, Math.Clamp(scene.Floor.Sheen * gloss * (.07f + .70f * flatness), 0, .85f));
                }

                row[x] = colour;
            }
        }

        private Tint Mirrored(float v)
        {
            var share = Math.Clamp((2 * horizon - v) / horizon, 0, 1);
            return scene.Wall.IsPaint ? scene.Wall.At(new Spot(0, 0, 1, 1, share), 0, towards, out _) : scene.Wall.Mean;
        }

        private Tint Lit(Tint colour, bool paint, int x, float v, bool floor, float across, float goboX, float goboY)
        {
            var light = scene.Light;
            var levels = light.Pool * Curves.Bell(v - (horizon - .30f), .40f) * pool[x];
            // A paper roll has no edge: floor and wall share the light.
            if (floor || paint)
            {
                levels += light.Pool * .45f * Curves.Bell(v - horizon - .12f, .10f) * floorPool[x];
            }

            var factor = 1f;
            if (light.Falloff > 0)
            {
                factor -= light.Falloff * Curves.Smooth(-.75f, .75f, -towards * across);
            }

            if (light.Gobo is { } gobo)
            {
                factor *= gobo.At(-towards * goboX, goboY);
            }

            colour = paint ? colour.Plus(levels) : colour.Times(1 + levels / 150);
            return factor >= 1
                ? colour.Times(new Tint(factor, 1 + (factor - 1) * .96f, 1 + (factor - 1) * .86f)) // sunlight is warmer than the room
                : colour.Times(factor);
        }

        // Bright places run into white slowly, as on film.
        private static float Shoulder(float level) => level <= 214 ? level : 214 + 41 * (1 - MathF.Exp(-(level - 214) / 41));

        private float[] Across(Func<float, float> value)
        {
            var row = new float[frame.Width];
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = value((x + .5f) / frame.Width);
            }

            return row;
        }
    }
}
