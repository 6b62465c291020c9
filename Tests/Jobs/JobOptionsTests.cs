using CommerceOS.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class JobOptionsTests
{
    public static TheoryData<string, Action<JobOptions>> OutOfRange => new()
    {
        { "Concurrency", options => options.Concurrency = 0 },
        { "FetchBatch", options => options.FetchBatch = 1001 },
        { "PollInterval", options => options.PollInterval = TimeSpan.Zero },
        { "LeaseDuration", options => options.LeaseDuration = TimeSpan.FromMilliseconds(1) },
        { "HeartbeatInterval", options => options.HeartbeatInterval = TimeSpan.FromSeconds(31) },
        { "MaintenanceInterval", options => options.MaintenanceInterval = TimeSpan.Zero },
        { "ShutdownGrace", options => options.ShutdownGrace = TimeSpan.FromSeconds(-1) },
        { "KeepFinished", options => options.KeepFinished = TimeSpan.FromDays(91) },
        { "KeepDead", options => options.KeepDead = TimeSpan.Zero },
        { "FirstRetryDelay", options => options.FirstRetryDelay = TimeSpan.Zero },
        { "MaxRetryDelay", options => options.MaxRetryDelay = TimeSpan.FromSeconds(1) },
        { "RetryJitter", options => options.RetryJitter = 1.5 },
        { "WorkerName", options => options.WorkerName = "" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public async Task A_host_with_an_option_out_of_range_does_not_start_and_names_the_option(string property, Action<JobOptions> set)
    {
        using var host = Build(set);
        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken))).Message.ShouldContain($"JobOptions.{property}");
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        using var host = Build(_ => { });
        host.Services.GetRequiredService<IOptions<JobOptions>>().Value.Concurrency.ShouldBe(10);
    }

    [Fact]
    public void A_kind_has_one_handler() =>
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddJobs(handlers => handlers.Add<Worker.Handler>().Add<SameKind>())).Message.ShouldContain("SameKind");

    private static IHost Build(Action<JobOptions> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(NpgsqlDataSource.Create("Host=127.0.0.1;Port=1"));
        builder.Services.AddJobs(_ => { }, configure);
        return builder.Build();
    }

    private sealed class SameKind : IJobHandler
    {
        public static string Kind => Worker.Handler.Kind;

        public Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
