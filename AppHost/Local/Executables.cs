namespace CommerceOS.AppHost.Local;

/// <summary>Finds programs, so that a missing one is named before anything starts.</summary>
internal static class Executables
{
    public static string? Find(string command) => command.Contains('/')
        ? File.Exists(command) ? command : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, command))
            .FirstOrDefault(File.Exists);
}
