using System.Globalization;

namespace CommerceOS.Studio;

/// <summary>Checks of recipe parameters: the error says what was expected and what came.</summary>
internal static class Ranges
{
    internal static void Require(string parameter, double value, double least, double most, string unit)
    {
        if (!(value >= least && value <= most))
        {
            throw new StudioParameterException(parameter, string.Create(CultureInfo.InvariantCulture, $"{parameter}: expected {least} to {most} {unit}, got {value}."));
        }
    }

    internal static void RequireKnown<T>(string parameter, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new StudioParameterException(parameter, $"{parameter}: expected one of {string.Join(", ", Enum.GetNames<T>())}, got {value}.");
        }
    }

    internal static void RequireColour(string parameter, string? value)
    {
        if (value is not null && !Rendering.Tint.TryOf(value, out _))
        {
            throw new StudioParameterException(parameter, $"{parameter}: expected a colour as \"#rrggbb\", got \"{value}\".");
        }
    }

    internal static void RequireText(string parameter, string? value, int most, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(value))
        {
            throw new StudioParameterException(parameter, $"{parameter}: expected 1 to {most} characters, got none.");
        }

        if (value?.Length > most)
        {
            throw new StudioParameterException(parameter, $"{parameter}: expected at most {most} characters, got {value.Length}.");
        }
    }
}
