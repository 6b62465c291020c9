using System.Diagnostics;

namespace CommerceOS.Tests.Harness;

/// <summary>Native programs that tests need.</summary>
internal static class NativeProcess
{
    /// <summary>
    /// The command in a session of its own, where the system can do that: a signal to the test run's group (Ctrl+C, a time-out) then reaches
    /// only the test run, and the guard of a server cleans up after it.
    /// </summary>
    public static IReadOnlyList<string> InOwnSession(IReadOnlyList<string> command) => File.Exists("/usr/bin/setsid") ? ["/usr/bin/setsid", "--wait", .. command] : command;

    /// <summary>Runs a program to its end with <c>input</c> on its standard input, and hands back what it printed.</summary>
    /// <exception cref="InvalidOperationException">The program ended with another code than 0; the message has its error output.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        }) ?? throw new InvalidOperationException($"{program} did not start");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
