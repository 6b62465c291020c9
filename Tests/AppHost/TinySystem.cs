using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CommerceOS.AppHost.Local;
using Xunit;

namespace CommerceOS.Tests.AppHost;

/// <summary>A system of shell scripts, declared through the same calls as AppHost.cs.</summary>
internal sealed class TinySystem : IAsyncDisposable
{
    private readonly DataFolder data = DataFolder.OpenThrowAway();
    private LocalSystem? system;

    public LocalApplicationBuilder Builder { get; } = new([]);

    public SeenLines Output { get; } = new();

    public LocalOptions Options { get; init; } = new();

    public string Folder => data.Path;

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A script that stays until it is told to stop.</summary>
    public IResourceBuilder<ExecutableResource> AddScript(string name, string script) =>
        Builder.AddExecutable(name, "sh", data.Path, "-c", script);

    public async Task<LocalSystem> StartAsync()
    {
        var timings = new LocalTimings { ReadyTimeout = TimeSpan.FromSeconds(30), RestartDelay = crashes => TimeSpan.FromMilliseconds(10 * (crashes + 1)) };
        system = new LocalSystem([.. Builder.Resources], Options, data, data.Path, new LogConsole(Output, colour: false), timings);
        await system.StartAsync(Cancelled);
        return system;
    }

    public async ValueTask DisposeAsync()
    {
        if (system is not null)
            await system.StopAsync(CancellationToken.None);
        data.Dispose();
        await Output.DisposeAsync();
    }
}
