namespace CommerceOS.AppHost.Local;

/// <summary>Starts a process, waits until it is ready, and starts it again after a crash, a little later each time.</summary>
internal sealed class ServiceProcess(ProcessPlan plan, LogConsole console, LocalTimings timings) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private SupervisedProcess? current;
    private Task watching = Task.CompletedTask;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="StartException">It ended first, or took too long.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var running = current = Launch();
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
        given.CancelAfter(timings.ReadyTimeout);
        var ready = plan.ReadyAsync(given.Token);
        var first = await Task.WhenAny(ready, running.Exited);
        if (first == running.Exited)
        {
            await given.CancelAsync();
            stopping.Token.ThrowIfCancellationRequested();
            throw new StartException(
                $"{plan.Name} ended with exit code {await running.Exited} before it was ready; its last lines above say why.");
        }

        try
        {
            await ready;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new StartException($"{plan.Name} was not ready within {timings.ReadyTimeout.TotalSeconds} s; its lines above may say why.");
        }

        watching = WatchAsync(running);
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<int> RunToEndAsync(CancellationToken cancellationToken)
    {
        current = Launch();
        return await current.Exited.WaitAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken atOnce)
    {
        await stopping.CancelAsync();
        await watching;
        if (current is not { } running)
            return;
        running.Stop();
        await using (atOnce.Register(running.Stop))
            await running.Exited;
    }

    public void Dispose()
    {
        current?.Dispose();
        stopping.Dispose();
    }

    private SupervisedProcess Launch() =>
        SupervisedProcess.Start(plan, line => console.Line(plan.Name, line), line => console.Line(plan.Name, line));

    private async Task WatchAsync(SupervisedProcess running)
    {
        for (var crashes = 0; ; crashes++)
        {
            var started = timings.Clock.GetTimestamp();
            await Task.WhenAny(running.Exited, Task.Delay(Timeout.Infinite, stopping.Token));
            if (stopping.IsCancellationRequested)
                return;

            if (timings.Clock.GetElapsedTime(started) > timings.CalmAfter)
                crashes = 0;
            var delay = timings.RestartDelay(crashes);
            console.Line(plan.Name, $"ended with exit code {await running.Exited}; starting it again in {delay.TotalSeconds} s");
            running.Dispose();
            current = null;
            await Task.WhenAny(Task.Delay(delay, timings.Clock, stopping.Token));
            if (stopping.IsCancellationRequested)
                return;
            current = running = Launch();
        }
    }
}
