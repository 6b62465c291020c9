using CommerceOS.Studio.Isolation;

namespace CommerceOS.Workers.Catalog;

/// <summary>Starts this service's own program as the decoder of uploads, whoever the host of this process is.</summary>
internal static class DecoderCommand
{
    public static DecoderOptions Options { get; } = new() { Command = Command() };

    private static List<string> Command()
    {
        var assembly = typeof(DecoderCommand).Assembly.Location;
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        return File.Exists(program) ? [program] : ["dotnet", assembly];
    }
}
