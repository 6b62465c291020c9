using System.Diagnostics;

namespace CommerceOS.AppHost.Local;

/// <summary>Postgres refuses to run as root. Then its own user runs it, as Debian's packages do.</summary>
internal static class OtherUser
{
    private const string Postgres = "postgres";

    public static bool Needed => Environment.IsPrivilegedProcess;

    /// <summary>The same command, run by the user postgres when AppHost is root. Unlike runuser and su, setpriv leaves no process in between.</summary>
    public static (string Command, IReadOnlyList<string> Arguments) Wrap(string command, IReadOnlyList<string> arguments) => Needed
        ? ("setpriv", [$"--reuid={Postgres}", $"--regid={Postgres}", "--init-groups", "--", command, .. arguments])
        : (command, arguments);

    /// <summary>Whether that user can walk to a folder; not through /root, for one.</summary>
    public static async Task<bool> CanReachAsync(string folder, CancellationToken cancellationToken)
    {
        var (command, arguments) = Wrap("test", ["-x", folder]);
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }
}
