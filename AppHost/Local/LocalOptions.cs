using System.Globalization;

namespace CommerceOS.AppHost.Local;

/// <summary>What the command line asks for. <see cref="Usage"/> documents each option.</summary>
internal sealed record LocalOptions
{
    public const string Usage = """
        Starts the whole of CommerceOS on this machine.

          --data DIR         where data is kept                       default: .local in the repository
          --web-port PORT    port of the web site, 1 to 65535         default: 5080
          --ephemeral        free ports and, without --data, a data folder that is deleted at the end
          --then "COMMAND"   run a command when all is healthy, then stop; its exit code is ours.
                             It finds the addresses in services__web__http__0, services__apiservice__http__0, ...
          --smoke [PHOTO]    do the main job once on free ports and throw-away data, check every output, stop;
                             only as ./run's first option. SMOKE_KEEP=DIR keeps the listing package there.
          --reset            delete all data first; asks before it does
          --yes              answer yes to that question
          --help             show this
        """;

    public string? DataDirectory { get; init; }

    public int? WebPort { get; init; }

    public bool Ephemeral { get; init; }

    public string? Then { get; init; }

    public bool Reset { get; init; }

    public bool Yes { get; init; }

    public bool Help { get; init; }

    /// <exception cref="StartException">An option is unknown or its value is missing or wrong.</exception>
    public static LocalOptions Parse(IReadOnlyList<string> args)
    {
        var options = new LocalOptions();
        for (var index = 0; index < args.Count; index++)
        {
            options = args[index] switch
            {
                "--data" => options with { DataDirectory = Path.GetFullPath(Value()) },
                "--web-port" => options with { WebPort = Port(Value()) },
                "--ephemeral" => options with { Ephemeral = true },
                "--then" => options with { Then = Value() },
                "--reset" => options with { Reset = true },
                "--yes" => options with { Yes = true },
                "--help" or "-h" => options with { Help = true },
                var unknown => throw new StartException($"The option {unknown} is not known; --help lists those that are."),
            };

            string Value() => ++index < args.Count
                ? args[index]
                : throw new StartException($"The option {args[index - 1]} needs a value; --help shows which.");
        }

        return options;
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new StartException($"The web port must be a number from 1 to 65535, but it is '{text}'.");
}
