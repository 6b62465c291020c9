using System.Globalization;
using System.Threading.Channels;
using CommerceOS.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CommerceOS.Tests.AppHost;

/// <summary>Answers health questions at a port known beforehand, as a service would that starts slowly.</summary>
internal sealed class HealthServer : IAsyncDisposable
{
    private readonly Channel<int> asked = Channel.CreateUnbounded<int>();
    private readonly WebApplication app;
    private volatile int status;

    public HealthServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));
        app = builder.Build();
        app.Run(context =>
        {
            context.Response.StatusCode = status;
            asked.Writer.TryWrite(status);
            return Task.CompletedTask;
        });
    }

    public int Port { get; } = FreePort.Next();

    public Task ListenAsync(int answer)
    {
        status = answer;
        return app.StartAsync(TinySystem.Cancelled);
    }

    public void Answer(int with) => status = with;

    public async Task AskedAsync() => await asked.Reader.ReadAsync(TinySystem.Cancelled);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
