using CommerceOS.Data.Objects;
using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using CommerceOS.Workers.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Workers;

/// <summary>The upkeep as the workers do it by themselves.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class UpkeepTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_workspace_is_tidied_and_the_next_round_is_planned_once_however_many_workers_there_are()
    {
        await using var postgres = new PostgresServer();
        await using var system = new CommerceSystem(postgres) { HasWorker = false };
        await system.InitializeAsync();
        var merchants = new[] { await system.SignUpAsync(confirmed: false), await system.SignUpAsync(confirmed: false) };
        foreach (var merchant in merchants)
        {
            await AnswerAsync(system, merchant, "old", TimeSpan.FromHours(25));
            await AnswerAsync(system, merchant, "young", TimeSpan.FromHours(23));
            await system.Api.GetRequiredService<WorkspaceObjects>().PutAsync(merchant.Workspace, $"assets/{Guid.CreateVersion7():N}/full", new MemoryStream([1]), Stop);
        }
        var files = system.CountStoredFiles();
        MakeOld(system);

        system.StartWorker();

        foreach (var merchant in merchants) await UntilAsync(async () => (await AnswersAsync(system, merchant)).SequenceEqual(["young"]));
        await UntilAsync(() => Task.FromResult(system.CountStoredFiles() == files - 2));
        await UntilAsync(async () => await CountAsync(system, "select count(*) from jobs.finished where kind = 'privacy.tidy-workspace' and outcome = 1") == 2);
        await UntilAsync(async () => await CountAsync(system, "select count(*) from jobs.job where kind = 'privacy.plan-upkeep' and state = 1 and attempt = 0 and run_at between now() + interval '5 h' and now() + interval '7 h'") == 1);

        // Another worker that starts finds the round planned and plans none.
        var planned = await system.Api.GetRequiredService<JobQueue>().EnqueueAsync(new() { Kind = "privacy.plan-upkeep", UniqueKey = "privacy.plan-upkeep" }, Stop);
        planned.IsNew.ShouldBeFalse();
    }

    [Fact]
    public async Task More_expired_answers_than_a_batch_holds_are_deleted_all()
    {
        await using var postgres = new PostgresServer();
        await using var system = new CommerceSystem(postgres) { HasWorker = false };
        await system.InitializeAsync();
        var merchant = await system.SignUpAsync(confirmed: false);
        await using (var dataSource = NpgsqlDataSource.Create(system.ConnectionString))
        {
            await using var command = dataSource.CreateCommand("insert into commerce.idempotent_answers (workspace_id, key, request_hash, created_at) select $1, 'key-' || n, '\\x00', now() - interval '2 days' from generate_series(1, 2500) as n");
            command.Parameters.Add(new() { Value = merchant.Workspace });
            (await command.ExecuteNonQueryAsync(Stop)).ShouldBe(2500);
        }
        (await AnswersAsync(system, merchant)).Count.ShouldBe(2500);

        system.StartWorker();

        await UntilAsync(async () => (await AnswersAsync(system, merchant)).Count == 0);
    }

    [Theory]
    [InlineData("Interval", "00:00:30")]
    [InlineData("ObjectGrace", "00:10:00")]
    public void Options_out_of_range_stop_the_start_with_their_name(string option, string value)
    {
        var options = new UpkeepOptions();
        typeof(UpkeepOptions).GetProperty(option)!.SetValue(options, TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        new UpkeepOptions.Validation().Validate(null, options).FailureMessage.ShouldNotBeNull().ShouldContain($"Upkeep:{option} has to be from");
        new UpkeepOptions.Validation().Validate(null, new()).Succeeded.ShouldBeTrue();
    }

    private static Task<int> AnswerAsync(CommerceSystem system, Merchant merchant, string key, TimeSpan age) => system.InDatabaseAsync(merchant.Workspace, database =>
    {
        database.IdempotentAnswers.Add(new() { WorkspaceId = new(merchant.Workspace), Key = key, RequestHash = [1], CreatedAt = TimeProvider.System.GetUtcNow() - age, Status = 200 });
        return database.SaveChangesAsync(Stop);
    });

    private static Task<List<string>> AnswersAsync(CommerceSystem system, Merchant merchant) =>
        system.InDatabaseAsync(merchant.Workspace, database => database.IdempotentAnswers.Select(a => a.Key).ToListAsync(Stop));

    private static void MakeOld(CommerceSystem system)
    {
        var folder = system.Api.GetRequiredService<IOptions<ObjectStorageOptions>>().Value.Folder!;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*~", SearchOption.AllDirectories)) file.LastWriteTimeUtc = file.LastWriteTimeUtc.AddHours(-25);
    }

    private static async Task<long> CountAsync(CommerceSystem system, string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(system.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds()) await Task.Delay(50, Stop);
    }
}
