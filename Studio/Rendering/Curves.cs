namespace CommerceOS.Studio.Rendering;

/// <summary>Shapes of transitions.</summary>
internal static class Curves
{
    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, smooth between.</summary>
    internal static float Smooth(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    internal static float Bell(float distance, float width) => MathF.Exp(-(distance * distance) / (width * width));
}
