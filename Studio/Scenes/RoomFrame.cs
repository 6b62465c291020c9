namespace CommerceOS.Studio.Scenes;

/// <summary>
/// A scene seen through one frame: the camera stands in the middle, a little above the floor. The length unit of surfaces
/// is the frame's shorter side at the product's distance.
/// </summary>
/// <param name="Scene">What is seen.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FloorLine">Row on which products stand.</param>
/// <param name="Light">Side of the light.</param>
/// <param name="Seed">Of grain and of everything that is strewn.</param>
internal sealed record RoomFrame(Scene Scene, int Width, int Height, int FloorLine, LightSide Light, int Seed)
{
    private const float EyeAboveWallBase = .195f;
    private const float SharpFrom = .84f;
    private const float SharpUntil = 1.10f;
    private const float FocalLength = 2.2f; // of a short telephoto lens, in sides

    internal int Side { get; } = Math.Min(Width, Height);

    /// <summary>Row where floor and wall meet.</summary>
    internal float WallBase => FloorLine - Scene.Look.Horizon * Side;

    private float Eye => WallBase - EyeAboveWallBase * Side;

    /// <summary>Distance of the floor at a row, 1 at the product.</summary>
    internal float Distance(float row) => (FloorLine - Eye) / (row - Eye);

    internal float WallDistance => Distance(WallBase);

    /// <summary>Depth behind the product, in sides.</summary>
    internal static float Depth(float distance) => FocalLength * (distance - 1);

    /// <summary>Sides of depth that a pixel spans at this distance.</summary>
    internal float DepthOfPixel(float distance) => FocalLength * distance * distance / (FloorLine - Eye);

    /// <summary>Diameter, in pixels, that a point at this distance is blurred to.</summary>
    internal float Blur(float distance) => Scene.Look.Blur * Side * (distance >= 1
        ? MathF.Pow(MathF.Max(0, distance - SharpUntil) / (WallDistance - SharpUntil), 1.3f)
        : MathF.Max(0, SharpFrom - distance) * .5f);
}
