using CommerceOS.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CommerceOS.Tests.Jobs;

/// <summary>One worker as a host would run it, with intervals short enough for a test. Several may run in one test.</summary>
public sealed class Worker : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IHostedService runner;
    private bool stopped;

    private Worker(ServiceProvider services)
    {
        this.services = services;
        runner = services.GetServices<IHostedService>().Single();
    }

    public static async Task<Worker> StartAsync(NpgsqlDataSource dataSource, Func<JobContext, CancellationToken, Task<JobOutcome>> run, Action<JobOptions>? configure, CancellationToken cancellationToken)
    {
        var collection = new ServiceCollection();
        // Handed over as an instance, it does not end with this worker.
        collection.AddSingleton(dataSource);
        collection.AddSingleton(new Script(run));
        collection.AddLogging(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error));
        collection.AddJobs(handlers => handlers.Add<Handler>(), options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(100);
            options.MaintenanceInterval = TimeSpan.FromMilliseconds(100);
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
            options.LeaseDuration = TimeSpan.FromSeconds(5);
            options.FirstRetryDelay = TimeSpan.FromMilliseconds(10);
            options.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
            options.ShutdownGrace = TimeSpan.FromSeconds(10);
            configure?.Invoke(options);
        });
        var worker = new Worker(collection.BuildServiceProvider());
        await worker.runner.StartAsync(cancellationToken);
        return worker;
    }

    /// <summary>Stops as a host does. Every outcome of an ended handler is stored afterwards.</summary>
    public async Task StopAsync()
    {
        if (stopped) return;
        stopped = true;
        await runner.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await services.DisposeAsync();
    }

    internal sealed record Script(Func<JobContext, CancellationToken, Task<JobOutcome>> RunAsync);

    internal sealed class Handler(Script script) : IJobHandler
    {
        public static string Kind => "test";

        public Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken) => script.RunAsync(context, cancellationToken);
    }
}
