using System.Diagnostics;
using System.Globalization;

namespace CommerceOS.AppHost.Local;

/// <summary>A running process under <c>supervise.sh</c>: it never outlives AppHost, however AppHost ends.</summary>
internal sealed class SupervisedProcess : IDisposable
{
    private readonly Process process;

    private SupervisedProcess(Process process, Action<string> onOutput, Action<string> onError)
    {
        this.process = process;
        Exited = WaitAsync(ForwardAsync(process.StandardOutput, onOutput), ForwardAsync(process.StandardError, onError));
    }

    /// <summary>The exit code; 128 + n after signal n.</summary>
    public Task<int> Exited { get; }

    public static SupervisedProcess Start(ProcessPlan plan, Action<string> onOutput, Action<string> onError)
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = plan.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Local", "supervise.sh"));
        start.ArgumentList.Add(plan.StopSignal);
        start.ArgumentList.Add(((int)plan.Grace.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(plan.Command);
        foreach (var argument in plan.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in plan.Environment)
            start.Environment[name] = value;

        return new SupervisedProcess(Process.Start(start)!, onOutput, onError);
    }

    /// <summary>Asks once to end in good order, the second time at once.</summary>
    public void Stop()
    {
        try
        {
            process.StandardInput.WriteLine();
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    public void Dispose() => process.Dispose();

    private async Task<int> WaitAsync(params Task[] outputs)
    {
        await process.WaitForExitAsync();
        // The last lines are wanted, but not at any price: something it left behind may still hold the pipe.
        await Task.WhenAny(Task.WhenAll(outputs), Task.Delay(TimeSpan.FromSeconds(1)));
        return process.ExitCode;
    }

    private static async Task ForwardAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
            onLine(line);
    }
}
