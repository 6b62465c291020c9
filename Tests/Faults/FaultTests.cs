using System.Diagnostics;
using System.Globalization;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Tests.Harness;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Faults;

/// <summary>Things that die in the middle of the main job: a worker, the database, the cache.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class FaultTests
{
    private static readonly string[] Recipes = ["main-image", "studio-scene", "infographic", "listing-copy"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_killed_in_the_middle_leaves_its_work_to_another_and_one_result()
    {
        await using var postgres = new PostgresServer();
        await using var system = new CommerceSystem(postgres) { HasWorker = false };
        await system.InitializeAsync();
        using WorkerProcess one = new(system), two = new(system);
        var (merchant, product) = await ArrangeAsync(system);
        var runs = await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [.. Recipes.Select(r => new RecipeRequest(r))]), Stop);

        var holder = await WhoRunsAPictureAsync(system);
        var (killed, other) = holder == one.Id ? (one, two) : (two, one);
        killed.Id.ShouldBe(holder);
        killed.Kill();

        foreach (var run in runs) (await FinishAsync(merchant, run.Id)).State.ShouldBe(GenerationState.Done);
        other.HasExited.ShouldBeFalse();
        await ExpectOneResultEachAsync(merchant, product, runs);
    }

    [Fact]
    public async Task A_database_restarted_in_the_middle_loses_nothing()
    {
        await using var postgres = new PostgresServer();
        await using var system = new CommerceSystem(postgres) { HasWorker = false };
        await system.InitializeAsync();
        using var worker = new WorkerProcess(system);
        var (merchant, product) = await ArrangeAsync(system);
        var runs = await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [.. Recipes.Select(r => new RecipeRequest(r))]), Stop);

        await WhoRunsAPictureAsync(system);
        await postgres.StopAsync(Stop);
        await postgres.StartAsync(Stop);

        foreach (var run in runs) (await FinishAsync(merchant, run.Id)).State.ShouldBe(GenerationState.Done);
        worker.HasExited.ShouldBeFalse();
        await ExpectOneResultEachAsync(merchant, product, runs);
    }

    [Fact]
    public async Task Without_Redis_progress_still_arrives()
    {
        await using var postgres = new PostgresServer();
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        using var redis = Process.Start(new ProcessStartInfo("redis-server", ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            await using var system = new CommerceSystem(postgres) { Cache = $"127.0.0.1:{port}" };
            await system.InitializeAsync();
            var (merchant, product) = await ArrangeAsync(system);
            (await WatchAsync(merchant, product)).ShouldContain(GenerationState.Done);

            redis.Kill();
            await redis.WaitForExitAsync(Stop);
            (await WatchAsync(merchant, product)).ShouldContain(GenerationState.Done);
            (await new CommerceClient(system.NewHttp()).SignInAsync(new(merchant.Email, CommerceSystem.Password), Stop)).AccessToken.ShouldNotBeEmpty();
        }
        finally
        {
            if (!redis.HasExited) redis.Kill();
        }
    }

    private static async Task<(Merchant Merchant, Guid Product)> ArrangeAsync(CommerceSystem system)
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var product = await merchant.Client.CreateProductAsync(merchant.Workspace, new("FLASK", [new("en", "Trail Flask", "", ["Bamboo lid"])], "", "", null, null, [], ["en"]), Stop);
        var photo = await merchant.Client.UploadPhotoAsync(merchant.Workspace, product.Value.Id, "bottle.jpg", new MemoryStream(Photos.Bottle), Stop);
        while (photo.State == AssetState.Processing)
        {
            await Task.Delay(50, Stop);
            photo = await merchant.Client.GetAssetAsync(merchant.Workspace, photo.Id, Stop);
        }
        return (merchant, product.Value.Id);
    }

    /// <summary>Waits until a worker has a picture in its hands; its process id.</summary>
    private static async Task<int> WhoRunsAPictureAsync(CommerceSystem system)
    {
        await using var dataSource = NpgsqlDataSource.Create(system.ConnectionString);
        while (true)
        {
            await using var command = dataSource.CreateCommand("select worker from jobs.job where state = 3 and kind = 'generation.run' and concurrency_key is not null limit 1");
            if (await command.ExecuteScalarAsync(Stop) is string worker) return int.Parse(worker.Split(':')[^1], CultureInfo.InvariantCulture);
            await Task.Delay(10, Stop);
        }
    }

    private static async Task<GenerationDto> FinishAsync(Merchant merchant, Guid generation)
    {
        while (true)
        {
            try
            {
                var run = await merchant.Client.GetGenerationAsync(merchant.Workspace, generation, Stop);
                if (run.State is not (GenerationState.Queued or GenerationState.Running)) return run;
            }
            catch (CommerceApiException exception) when (exception.Problem.Status >= 500)
            {
                // The database is away at this moment: the API says so and goes on when it is back.
            }
            await Task.Delay(100, Stop);
        }
    }

    private static async Task ExpectOneResultEachAsync(Merchant merchant, Guid product, IReadOnlyList<GenerationDto> runs)
    {
        var pictures = (await merchant.Client.GetAssetsAsync(merchant.Workspace, product, Stop)).Where(a => a.Kind == AssetKind.Image).Select(a => a.Lineage!.GenerationId).ToList();
        pictures.Order().ShouldBe(runs.Where(r => r.Recipe != "listing-copy").Select(r => r.Id).Order());
        (await merchant.Client.GetCopiesAsync(merchant.Workspace, product, Stop)).Count.ShouldBe(1);
    }

    private static async Task<List<GenerationState>> WatchAsync(Merchant merchant, Guid product)
    {
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("main-image")]), Stop)).Single();
        var seen = new List<GenerationState>();
        await foreach (var change in merchant.Client.WatchGenerationsAsync(merchant.Workspace, product, 0, Stop))
        {
            if (change.Id != run.Id) continue;
            seen.Add(change.State);
            if (change.State is GenerationState.Done or GenerationState.Failed) break;
        }
        return seen;
    }
}
