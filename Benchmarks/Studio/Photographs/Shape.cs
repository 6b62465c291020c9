using System.Numerics;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>
/// A solid, given by the distance of any point from its surface (negative inside, never more than the true distance), and a ball around
/// it so that far solids cost one comparison. One unit is 10 cm, y points up, the floor is y = 0.
/// </summary>
internal sealed record Shape(Func<Vector3, float> Distance, Vector3 Middle, float Radius)
{
    public static Shape Ball(Vector3 at, float radius) => new(p => (p - at).Length() - radius, at, radius);

    public static Shape Ellipsoid(Vector3 at, Vector3 radii) => new(
        p =>
        {
            var k0 = ((p - at) / radii).Length();
            var k1 = ((p - at) / (radii * radii)).Length();
            return k1 < 1e-6f ? -MathF.Min(radii.X, MathF.Min(radii.Y, radii.Z)) : k0 * (k0 - 1) / k1 * .8f;
        },
        at,
        MathF.Max(radii.X, MathF.Max(radii.Y, radii.Z)));

    /// <summary>A box with rounded edges; <paramref name="size"/> is its whole extent.</summary>
    public static Shape Box(Vector3 at, Vector3 size, float round) => new(
        p =>
        {
            var q = Vector3.Abs(p - at) - (size / 2) + new Vector3(round);
            return Vector3.Max(q, Vector3.Zero).Length() + MathF.Min(MathF.Max(q.X, MathF.Max(q.Y, q.Z)), 0) - round;
        },
        at,
        size.Length() / 2);

    /// <summary>A rod with round ends that may get thinner.</summary>
    public static Shape Rod(Vector3 a, Vector3 b, float radiusA, float? radiusB = null) => new(
        p =>
        {
            var along = b - a;
            var share = Math.Clamp(Vector3.Dot(p - a, along) / along.LengthSquared(), 0, 1);
            return ((p - a - (along * share)).Length() - (radiusA + (((radiusB ?? radiusA) - radiusA) * share))) * .95f;
        },
        (a + b) / 2,
        ((a - b).Length() / 2) + MathF.Max(radiusA, radiusB ?? radiusA));

    /// <summary>A ring around the z axis before turning.</summary>
    public static Shape Ring(Vector3 at, float radius, float thickness, float flatten = 1) => new(
        p =>
        {
            var q = p - at;
            var around = MathF.Sqrt((q.X * q.X) + (q.Y * q.Y)) - radius;
            return (MathF.Sqrt((around * around) + (q.Z * q.Z / (flatten * flatten))) - thickness) * MathF.Min(1, flatten);
        },
        at,
        radius + (thickness * MathF.Max(1, flatten)));

    /// <summary>A profile of (radius, height) turned around the upright axis, filled, its corners rounded.</summary>
    public static Shape Lathe(Vector3 at, float round, params Vector2[] profile)
    {
        float low = profile.Min(point => point.Y), high = profile.Max(point => point.Y), widest = profile.Max(point => point.X);
        Vector2[] outline = [new(-.02f, profile[0].Y), .. profile, new(-.02f, profile[^1].Y)];
        return new(
            p => Polygon(outline, new Vector2(MathF.Sqrt(((p.X - at.X) * (p.X - at.X)) + ((p.Z - at.Z) * (p.Z - at.Z))), p.Y - at.Y)) - round,
            at with { Y = at.Y + ((low + high) / 2) },
            MathF.Sqrt((widest * widest) + ((high - low) * (high - low) / 4)) + round);
    }

    /// <summary>A flat piece: an outline in x and y, given a thickness along z.</summary>
    public static Shape Plate(Vector3 at, float thickness, float round, params Vector2[] outline) => new(
        p =>
        {
            var d = new Vector2(Polygon(outline, new Vector2(p.X - at.X, p.Y - at.Y)), MathF.Abs(p.Z - at.Z) - (thickness / 2));
            return MathF.Min(MathF.Max(d.X, d.Y), 0) + Vector2.Max(d, Vector2.Zero).Length() - round;
        },
        at,
        outline.Max(point => point.Length()) + thickness + round);

    /// <summary>A round or flat band along a polyline.</summary>
    public static Shape Band(float radius, params Vector3[] points)
    {
        var rods = points.Zip(points.Skip(1), (a, b) => Rod(a, b, radius)).ToArray();
        var middle = points.Aggregate(Vector3.Zero, (sum, point) => sum + point) / points.Length;
        return new(p => rods.Min(rod => rod.Distance(p)), middle, points.Max(point => (point - middle).Length()) + radius);
    }

    public Shape Turned(Vector3 axis, float degrees, Vector3 around)
    {
        var turn = Quaternion.CreateFromAxisAngle(Vector3.Normalize(axis), degrees * MathF.PI / 180);
        var back = Quaternion.Conjugate(turn);
        return new(p => Distance(Vector3.Transform(p - around, back) + around), Vector3.Transform(Middle - around, turn) + around, Radius);
    }

    public Shape Moved(Vector3 by) => new(p => Distance(p - by), Middle + by, Radius);

    public Shape Minus(Shape other) => this with { Distance = p => MathF.Max(Distance(p), -other.Distance(p)) };

    public Shape Within(Shape other) => this with { Distance = p => MathF.Max(Distance(p), other.Distance(p)) };

    /// <summary>Both in one, the seam between them rounded.</summary>
    public Shape Blend(Shape other, float width)
    {
        var middle = (Middle + other.Middle) / 2;
        return new(
            p =>
            {
                float a = Distance(p), b = other.Distance(p), h = MathF.Max(width - MathF.Abs(a - b), 0) / width;
                return MathF.Min(a, b) - (h * h * width * .25f);
            },
            middle,
            MathF.Max((Middle - middle).Length() + Radius, (other.Middle - middle).Length() + other.Radius) + width);
    }

    /// <summary>A wavy surface: knitwear, crumpled paper, quilting.</summary>
    public Shape Wavy(float depth, float frequency) => this with
    {
        Distance = p => (Distance(p) + (depth * MathF.Sin(p.X * frequency) * MathF.Sin(p.Y * frequency * 1.1f) * MathF.Sin(p.Z * frequency * .9f))) * .8f,
    };

    private static float Polygon(Vector2[] outline, Vector2 p)
    {
        var squared = (p - outline[0]).LengthSquared();
        var inside = false;
        for (int i = 0, j = outline.Length - 1; i < outline.Length; j = i++)
        {
            Vector2 edge = outline[j] - outline[i], to = p - outline[i];
            var nearest = to - (edge * Math.Clamp(Vector2.Dot(to, edge) / MathF.Max(1e-9f, edge.LengthSquared()), 0, 1));
            squared = MathF.Min(squared, nearest.LengthSquared());
            if (outline[i].Y > p.Y != outline[j].Y > p.Y && p.X < ((outline[j].X - outline[i].X) * (p.Y - outline[i].Y) / (outline[j].Y - outline[i].Y)) + outline[i].X) inside = !inside;
        }

        return inside ? -MathF.Sqrt(squared) : MathF.Sqrt(squared);
    }
}
