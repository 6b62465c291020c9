using System.Security.Cryptography;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Data.Schema;
using CommerceOS.Domain;
using CommerceOS.Workers.Generation;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Harness;

[CollectionDefinition(Name)]
public sealed class CommerceSystemCollection : ICollectionFixture<CommerceSystem>
{
    public const string Name = "commerce system";
}

/// <summary>The API on a real port, a worker, a migrated Postgres, encrypted files and a mail sink: the product itself, in the test's process.</summary>
public sealed class CommerceSystem(PostgresServer postgres) : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo _media = Directory.CreateTempSubdirectory("commerceos-tests-");
    private readonly SmtpSink _mail = new();
    private Service<AccessMiddleware>? _api;
    private Service<RunGenerationWorker>? _worker;
    private int _merchants;

    public string ConnectionString { get; private set; } = "";

    public IServiceProvider Api => _api!.Services;

    /// <summary>What the services are configured with, for starting more of them as processes of their own.</summary>
    internal IReadOnlyList<(string Key, string Value)> Settings { get; private set; } = [];

    /// <summary>False where the test starts its workers itself.</summary>
    internal bool HasWorker { get; init; } = true;

    /// <summary>Address of a Redis that the test owns; without one, progress is looked up.</summary>
    internal string? Cache { get; init; }

    internal SmtpSink Mail => _mail;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await postgres.CreateDatabaseAsync("commerce");
        await using (var dataSource = NpgsqlDataSource.Create(ConnectionString)) await Migrator.MigrateAsync(dataSource, TestContext.Current.CancellationToken);
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        (string Key, string Value)[] settings =
        [
            ("ConnectionStrings:commerceos", ConnectionString), ("ConnectionStrings:media", "file://" + _media.FullName), ("ConnectionStrings:mail", _mail.Address),
            ("Encryption:MasterKey", key), ("Web:PublicUrl", "https://shop.example"), ("Bcrypt:Cost", "10"), ("RateLimits:CredentialsPerMinute", "10000"),
            ("RateLimits:RequestsPerMinute", "1000000"),
        ];
        if (Cache is not null) settings = [.. settings, ("ConnectionStrings:cache", Cache)];
        Settings = settings;
        _api = new(settings);
        _api.StartOnFreePort();
        if (HasWorker) StartWorker();
    }

    /// <summary>Starts the worker in this process, for a test that first arranges what it finds.</summary>
    internal void StartWorker()
    {
        _worker = new([.. Settings]);
        _worker.StartOnFreePort();
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null) await _worker.DisposeAsync();
        if (_api is not null) await _api.DisposeAsync();
        _mail.Dispose();
        _media.Delete(recursive: true);
    }

    /// <summary>A client without a token, on the real port.</summary>
    public HttpClient NewHttp() => _api!.CreateClient();

    /// <summary>Signs a new merchant up; with its address confirmed unless said otherwise.</summary>
    internal async Task<Merchant> SignUpAsync(string language = "en", bool confirmed = true)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var email = $"merchant{Interlocked.Increment(ref _merchants)}@shop.example";
        var http = NewHttp();
        var client = new CommerceClient(http);
        var session = await client.SignUpAsync(new(email, Password, $"Shop {_merchants}", language, IsAdult: true), cancellationToken);
        client.AccessToken = session.AccessToken;
        if (confirmed) await client.ConfirmEmailAsync(await _mail.WaitForTokenAsync(email, cancellationToken), cancellationToken);
        return new(client, http, session.Account.Memberships[0].WorkspaceId, session.Account.Id, email);
    }

    /// <summary>A new merchant with one product, whose photo (the sample bottle) is ready.</summary>
    internal async Task<(Merchant Merchant, Guid Product, Guid Photo)> WithFlaskAsync(bool confirmed = false)
    {
        var merchant = await SignUpAsync(confirmed: confirmed);
        var product = await merchant.Client.CreateProductAsync(merchant.Workspace, new("FLASK", [new("en", "Trail Flask", "", [])], "", "", null, null, [], ["en"]), TestContext.Current.CancellationToken);
        return (merchant, product.Value.Id, await merchant.UploadBottleAsync(product.Value.Id));
    }

    /// <summary>Somebody with a role in <paramref name="owner"/>'s workspace, through a real invitation.</summary>
    internal async Task<Merchant> InviteAsync(Merchant owner, Role role)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var guest = await SignUpAsync();
        await owner.Client.InviteAsync(owner.Workspace, new(guest.Email, role), cancellationToken);
        await guest.Client.AcceptInvitationAsync(await _mail.WaitForTokenAsync(guest.Email, cancellationToken, "/invitation?"), cancellationToken);
        return guest with { Workspace = owner.Workspace };
    }

    /// <summary>The database as a service sees it when it works for a workspace; null is outside any.</summary>
    internal async Task<T> InDatabaseAsync<T>(Guid? workspace, Func<CommerceDbContext, Task<T>> work)
    {
        await using var scope = Api.CreateAsyncScope();
        if (workspace is { } id) scope.ServiceProvider.GetRequiredService<WorkspaceScope>().Enter(new WorkspaceId(id));
        return await work(scope.ServiceProvider.GetRequiredService<CommerceDbContext>());
    }

    /// <summary>How many files the object store holds, whatever they are.</summary>
    internal int CountStoredFiles() => _media.GetFiles("*", SearchOption.AllDirectories).Length;

    /// <summary>How many of them one workspace has: work that another test left to the worker may still add to its own.</summary>
    internal int CountStoredFiles(Merchant merchant) =>
        new DirectoryInfo(Path.Combine(_media.FullName, "workspaces", merchant.Workspace.ToString("N"))) is { Exists: true } folder ? folder.GetFiles("*", SearchOption.AllDirectories).Length : 0;

    private sealed class Service<TEntryPoint>((string Key, string Value)[] settings) : WebApplicationFactory<TEntryPoint> where TEntryPoint : class
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
        }
    }
}

/// <summary>A signed-in person and the workspace that the test works in.</summary>
internal sealed record Merchant(CommerceClient Client, HttpClient Http, Guid Workspace, Guid Account, string Email)
{
    /// <summary>Uploads the sample bottle and waits until it is ready.</summary>
    public async Task<Guid> UploadBottleAsync(Guid product)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var photo = await Client.UploadPhotoAsync(Workspace, product, "bottle.jpg", new MemoryStream(Photos.Bottle), cancellationToken);
        while (photo.State == AssetState.Processing)
        {
            await Task.Delay(50, cancellationToken);
            photo = await Client.GetAssetAsync(Workspace, photo.Id, cancellationToken);
        }
        photo.State.ShouldBe(AssetState.Ready);
        return photo.Id;
    }
}
