using System.Numerics;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>One photo to be taken.</summary>
/// <param name="Product">What is shown.</param>
/// <param name="Scenery">What it stands on.</param>
/// <param name="Seed">Decides about the place of camera and lamp, exposure and grain.</param>
internal sealed record Photograph(Product Product, Scenery Scenery, int Seed)
{
    public string Name => $"{Product.Name}_{Scenery.Name}";
}

/// <summary>How far camera and light may vary.</summary>
internal sealed record Staging
{
    public (float Least, float Most) Elevation { get; init; } = (.10f, .42f);

    public (float Least, float Most) Distance { get; init; } = (6.6f, 8.2f);

    /// <summary>Half the frame's shorter side in radii of the product.</summary>
    public (float Least, float Most) Frame { get; init; } = (1.0f, 1.4f);

    /// <summary>How far the product's middle may be off the frame's, in radii.</summary>
    public (float Across, float Down, float Up) Offset { get; init; } = (.08f, .06f, .1f);

    public (float Least, float Most) Key { get; init; } = (.9f, 1.25f);

    public (float Least, float Most) Fill { get; init; } = (.32f, .55f);
}

/// <summary>The light, the camera and the curved ground of one photo.</summary>
internal sealed class PhotoSet
{
    private const float CoveRadius = 2.5f;

    private readonly Vector3 right;
    private readonly Vector3 up;
    private readonly Vector3 forward;
    private readonly float wall;
    private readonly float lens;

    public PhotoSet(Product product, Random random, Staging? staging = null)
    {
        staging ??= new Staging();
        var (low, high) = product.Bounds();
        Middle = (low + high) / 2;
        Radius = (high - low).Length() / 2;
        float azimuth = Between(-.55f, .55f), elevation = Within(staging.Elevation), distance = Radius * Within(staging.Distance);
        Eye = Middle + (distance * new Vector3(MathF.Sin(azimuth) * MathF.Cos(elevation), MathF.Sin(elevation), MathF.Cos(azimuth) * MathF.Cos(elevation)));
        Eye = Eye with { Y = MathF.Max(Eye.Y, .4f) };
        forward = Vector3.Normalize(Middle + new Vector3(Between(-staging.Offset.Across, staging.Offset.Across) * Radius, Between(-staging.Offset.Down, staging.Offset.Up) * Radius, 0) - Eye);
        right = Vector3.Normalize(Vector3.Cross(forward, Vector3.UnitY));
        up = Vector3.Cross(right, forward);
        lens = distance / (Radius * Within(staging.Frame));
        wall = -(Radius * Between(1.6f, 3.5f)) - CoveRadius;
        var side = random.Next(2) == 0 ? -1 : 1;
        Lamp = Vector3.Normalize(new(side * Between(.35f, .9f), Between(.9f, 1.5f), Between(.2f, .8f)));
        Key = Within(staging.Key);
        Fill = Within(staging.Fill);
        Focus = distance;

        float Between(float least, float most) => least + ((most - least) * random.NextSingle());

        float Within((float Least, float Most) range) => Between(range.Least, range.Most);
    }

    public Vector3 Eye { get; }

    public Vector3 Middle { get; }

    public float Radius { get; }

    /// <summary>Towards the lamp.</summary>
    public Vector3 Lamp { get; }

    public float Key { get; }

    public float Fill { get; }

    public float Focus { get; }

    /// <summary>The direction of a picture point, -1 to 1 both ways.</summary>
    public Vector3 Ray(float x, float y) => Vector3.Normalize((forward * lens) + (right * x) + (up * y));

    /// <summary>Where a ray meets the ground: the distance, the place along the paper and its normal.</summary>
    public (float Distance, Vector2 Place, Vector3 Normal) Ground(Vector3 from, Vector3 direction)
    {
        var cove = wall + CoveRadius;
        var quarter = CoveRadius * MathF.PI / 2;
        if (direction.Y < 0)
        {
            var flat = -from.Y / direction.Y;
            var at = from + (direction * flat);
            if (at.Z > cove) return (flat, new(at.X, -at.Z), Vector3.UnitY);
        }

        if (direction.Z < 0)
        {
            var upright = (wall - from.Z) / direction.Z;
            var at = from + (direction * upright);
            if (at.Y > CoveRadius) return (upright, new(at.X, -cove + quarter + at.Y - CoveRadius), Vector3.UnitZ);
            // The inside of a cylinder along x.
            Vector2 o = new(from.Y - CoveRadius, from.Z - cove), d = new(direction.Y, direction.Z);
            float a = d.LengthSquared(), b = Vector2.Dot(o, d), c = o.LengthSquared() - (CoveRadius * CoveRadius);
            var root = MathF.Sqrt(MathF.Max(0, (b * b) - (a * c)));
            var curved = (-b + root) / a;
            var place = from + (direction * curved);
            var angle = MathF.Atan2(cove - place.Z, CoveRadius - place.Y);
            return (curved, new(place.X, -cove + (angle * CoveRadius)), Vector3.Normalize(new(0, CoveRadius - place.Y, cove - place.Z)));
        }

        return (float.MaxValue, Vector2.Zero, Vector3.UnitY);
    }
}
