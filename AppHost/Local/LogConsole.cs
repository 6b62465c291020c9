namespace CommerceOS.AppHost.Local;

/// <summary>One line at a time on the terminal, each with the name of who wrote it.</summary>
internal sealed class LogConsole(TextWriter output, bool colour)
{
    private const string Reset = "\e[0m";
    private static readonly string[] Palette = ["\e[36m", "\e[32m", "\e[35m", "\e[33m", "\e[34m", "\e[96m", "\e[92m", "\e[95m", "\e[93m", "\e[94m"];

    private readonly Lock gate = new();
    private readonly Dictionary<string, string> colours = [];
    private int nameWidth = 10;

    public bool Colour => colour;

    /// <summary>Colour only for people: not in files and pipes, and not against https://no-color.org.</summary>
    public static LogConsole ForTerminal(TextWriter output, bool redirected) =>
        new(output, !redirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Line(string name, string text)
    {
        lock (gate)
        {
            nameWidth = Math.Max(nameWidth, name.Length);
            var label = name.PadRight(nameWidth);
            if (colour)
            {
                if (!colours.TryGetValue(name, out var own))
                    colours[name] = own = Palette[colours.Count % Palette.Length];
                label = own + label + Reset;
            }

            Write($"{label} | {text}");
        }
    }

    public void Say(string text = "")
    {
        lock (gate)
            Write(text);
    }

    private void Write(string text)
    {
        try
        {
            output.WriteLine(text);
            output.Flush();
        }
        catch (IOException)
        {
            // The terminal was closed: nobody reads, and the way down must go on.
        }
    }
}
