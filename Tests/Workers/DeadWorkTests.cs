using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Domain;
using CommerceOS.Domain.Publishing;
using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Workers;

/// <summary>Work whose worker was killed in the last attempt ends: nobody waits for it for ever, and a person can try again.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class DeadWorkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_generation_ends_as_failed_and_its_retry_makes_the_result()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        var (merchant, product) = await ArrangeAsync(system);
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("listing-copy")]), Stop)).Single();
        await KillAsync(system, "generation.run");
        // What a worker leaves that died in the middle.
        await ExecuteAsync(system, "update commerce.generations set state = 'Running', progress = 0.5 where id = $1", run.Id);

        system.StartWorker();

        var failed = await UntilAsync(() => merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop), r => r.State == GenerationState.Failed);
        failed.FailureCode.ShouldBe("internal");
        failed.FailureDetail.ShouldNotBeNull().ShouldContain("Try again");
        await merchant.Client.RetryGenerationAsync(merchant.Workspace, run.Id, Stop);
        await UntilAsync(() => merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop), r => r.State == GenerationState.Done);
        (await merchant.Client.GetCopiesAsync(merchant.Workspace, product, Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task News_of_a_dead_job_do_not_end_the_job_that_a_person_started_since()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        var (merchant, product) = await ArrangeAsync(system);
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("listing-copy")]), Stop)).Single();
        await KillAsync(system, "generation.run");
        await merchant.Client.CancelGenerationAsync(merchant.Workspace, run.Id, Stop);
        await merchant.Client.RetryGenerationAsync(merchant.Workspace, run.Id, Stop);

        system.StartWorker();

        (await UntilAsync(() => merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop), r => r.State is GenerationState.Done or GenerationState.Failed)).State.ShouldBe(GenerationState.Done);
    }

    [Fact]
    public async Task A_photo_is_refused_what_waits_for_it_fails_and_its_upload_is_deleted()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        var (merchant, product) = await ArrangeAsync(system);
        var before = system.CountStoredFiles();
        var photo = await merchant.Client.UploadPhotoAsync(merchant.Workspace, product, "bottle.jpg", new MemoryStream(Photos.Bottle), Stop);
        system.CountStoredFiles().ShouldBe(before + 1);
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("main-image")]), Stop)).Single();
        await KillAsync(system, "catalog.prepare-photo");

        system.StartWorker();

        var refused = await UntilAsync(() => merchant.Client.GetAssetAsync(merchant.Workspace, photo.Id, Stop), a => a.State == AssetState.Refused);
        refused.RefusedCode.ShouldBe("photo_unprepared");
        refused.RefusedDetail.ShouldNotBeNull().ShouldContain("upload");
        (await UntilAsync(() => merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop), r => r.State == GenerationState.Failed)).FailureCode.ShouldBe("photo_refused");
        await UntilAsync(() => Task.FromResult(system.CountStoredFiles()), files => files == before);
    }

    [Fact]
    public async Task A_publication_ends_as_failed()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        var merchant = await system.SignUpAsync(confirmed: false);
        var publication = Guid.CreateVersion7();
        var jobs = system.Api.GetRequiredService<JobQueue>();
        var (job, _) = await jobs.EnqueueAsync(
            NewJob.For("publishing.publish", new PublishListings(merchant.Workspace, publication)) with { MaxAttempts = 4, OnDead = PublishListings.DeadKind }, Stop);
        await system.InDatabaseAsync(merchant.Workspace, async database =>
        {
            database.Publications.Add(new()
            {
                Id = new(publication), WorkspaceId = new(merchant.Workspace), Channel = "listing-package", Items = [], CreatedAt = TimeProvider.System.GetUtcNow(),
                CreatedBy = new AccountId(merchant.Account), JobId = job.ToString(),
            });
            return await database.SaveChangesAsync(Stop);
        });
        await KillAsync(system, "publishing.publish");

        system.StartWorker();

        var failed = await UntilAsync(() => merchant.Client.GetPublicationAsync(merchant.Workspace, publication, Stop), p => p.State == CommerceOS.Contracts.Publishing.PublicationState.Failed);
        (failed.FailureCode, failed.FailureDetail.ShouldNotBeNull().Contains("Publish again", StringComparison.Ordinal)).ShouldBe(("internal", true));
    }

    private static async Task<CommerceSystem> StartAsync(PostgresServer postgres)
    {
        var system = new CommerceSystem(postgres) { HasWorker = false };
        await system.InitializeAsync();
        return system;
    }

    private static async Task<(Merchant Merchant, Guid Product)> ArrangeAsync(CommerceSystem system)
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var product = await merchant.Client.CreateProductAsync(merchant.Workspace, new("FLASK", [new("en", "Trail Flask", "", ["Bamboo lid"])], "", "", null, null, [], ["en"]), Stop);
        return (merchant, product.Value.Id);
    }

    /// <summary>Leaves the jobs of a kind as a worker that was killed in their last attempt does.</summary>
    private static Task KillAsync(CommerceSystem system, string kind) => ExecuteAsync(
        system,
        """
        update jobs.job set state = 3, attempt = max_attempts, lease_id = gen_random_uuid(), lease_until = now() - interval '1 s', worker = 'gone',
            slot = case when concurrency_key is not null then 1 end
        where kind = $1
        """,
        kind);

    private static async Task ExecuteAsync(CommerceSystem system, string sql, object value)
    {
        await using var dataSource = NpgsqlDataSource.Create(system.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        (await command.ExecuteNonQueryAsync(Stop)).ShouldBe(1);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> wanted)
    {
        while (true)
        {
            var seen = await look();
            if (wanted(seen)) return seen;
            await Task.Delay(50, Stop);
        }
    }
}
