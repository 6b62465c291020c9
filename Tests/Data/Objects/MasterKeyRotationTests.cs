using System.Security.Cryptography;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Schema;
using CommerceOS.Tests.Harness;
using CommerceOS.Workers.Privacy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Data.Objects;

/// <summary>A new master key with a real database: what starts, what reads, and when the old key may go.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class MasterKeyRotationTests
{
    private readonly string newKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_stays_readable_and_the_old_key_may_go_when_nothing_is_wrapped_by_it()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        var merchants = new[] { await system.SignUpAsync(confirmed: false), await system.SignUpAsync(confirmed: false) };
        var before = system.Api.GetRequiredService<WorkspaceObjects>();
        foreach (var merchant in merchants) await before.PutAsync(merchant.Workspace, "a", new MemoryStream([7]), Stop);
        var link = Protector(system.Api).Protect("a download link");

        using (var tooEarly = Host(system, NewAlone)) (await Should.ThrowAsync<MasterKeyException>(() => tooEarly.StartAsync(Stop))).Message.ShouldContain("expected Encryption:RetiredKeys:main");
        using (var both = Host(system, NewAndOld(system)))
        {
            await both.StartAsync(Stop);
            await ExpectReadableAsync(both, merchants, link);
            (await RotateAsync(both)).ShouldBe(2);
            (await RotateAsync(both)).ShouldBe(0);
            await ExpectReadableAsync(both, merchants, link);
            await both.StopAsync(Stop);
        }
        foreach (var merchant in merchants) (await MasterKeyOfAsync(system, merchant)).ShouldBe("2027");

        using var alone = Host(system, NewAlone);
        await alone.StartAsync(Stop);
        await ExpectReadableAsync(alone, merchants, link);
        (await alone.Services.GetRequiredService<MasterKeyRotation>().IsNeededAsync(Stop)).ShouldBeFalse();
        await alone.StopAsync(Stop);
    }

    [Fact]
    public async Task A_process_that_still_uses_the_old_key_makes_it_needed_again()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        using var both = Host(system, NewAndOld(system));
        await both.StartAsync(Stop);
        await RotateAsync(both);
        var late = await system.SignUpAsync(confirmed: false);
        await system.Api.GetRequiredService<WorkspaceObjects>().PutAsync(late.Workspace, "a", new MemoryStream([7]), Stop);
        (await MasterKeyOfAsync(system, late)).ShouldBe("main");

        using (var tooEarly = Host(system, NewAlone)) await Should.ThrowAsync<MasterKeyException>(() => tooEarly.StartAsync(Stop));
        (await RotateAsync(both)).ShouldBe(1);
        using var alone = Host(system, NewAlone);
        await alone.StartAsync(Stop);
        await alone.StopAsync(Stop);
        await both.StopAsync(Stop);
    }

    [Fact]
    public async Task A_worker_with_the_old_setting_that_wraps_keys_back_makes_the_old_key_needed_again()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        var merchant = await system.SignUpAsync(confirmed: false);
        await system.Api.GetRequiredService<WorkspaceObjects>().PutAsync(merchant.Workspace, "a", new MemoryStream([7]), Stop);
        using var both = Host(system, NewAndOld(system));
        await both.StartAsync(Stop);
        (await RotateAsync(both)).ShouldBe(1);
        using var notYetDeployed = Host(system, ("Encryption:RetiredKeys:2027", newKey));
        await notYetDeployed.StartAsync(Stop);

        (await RotateAsync(notYetDeployed)).ShouldBe(1);

        (await MasterKeyOfAsync(system, merchant)).ShouldBe("main");
        using (var tooEarly = Host(system, NewAlone)) (await Should.ThrowAsync<MasterKeyException>(() => tooEarly.StartAsync(Stop))).Message.ShouldContain("RetiredKeys:main");
        (await both.Services.GetRequiredService<WorkspaceObjects>().ReadAllAsync(merchant.Workspace, "a", Stop)).ShouldBe([7]);
        await notYetDeployed.StopAsync(Stop);
        await both.StopAsync(Stop);
    }

    [Fact]
    public async Task One_damaged_key_keeps_the_old_key_needed_and_no_other_workspace_from_the_new_one()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        var (damaged, sound) = (await system.SignUpAsync(confirmed: false), await system.SignUpAsync(confirmed: false));
        foreach (var merchant in new[] { damaged, sound }) await system.Api.GetRequiredService<WorkspaceObjects>().PutAsync(merchant.Workspace, "a", new MemoryStream([7]), Stop);
        await system.InDatabaseAsync(damaged.Workspace, database => database.WorkspaceKeys.ExecuteUpdateAsync(k => k.SetProperty(x => x.WrappedKey, new byte[60]), Stop));
        using var both = Host(system, NewAndOld(system));
        await both.StartAsync(Stop);

        (await RotateAsync(both)).ShouldBe(1);

        (await MasterKeyOfAsync(system, sound)).ShouldBe("2027");
        (await both.Services.GetRequiredService<MasterKeyRotation>().IsNeededAsync(Stop)).ShouldBeTrue();
        using var alone = Host(system, NewAlone);
        await Should.ThrowAsync<MasterKeyException>(() => alone.StartAsync(Stop));
        await both.StopAsync(Stop);
    }

    [Fact]
    public async Task Another_key_under_the_name_of_the_old_one_stops_the_start_without_being_shown()
    {
        await using var postgres = new PostgresServer();
        await using var system = await StartAsync(postgres);
        using var wrong = Host(system, ("Encryption:MasterKey", newKey));

        var message = (await Should.ThrowAsync<MasterKeyException>(() => wrong.StartAsync(Stop))).Message;

        message.ShouldContain("named 'main' is not the one");
        message.ShouldNotContain(newKey);
    }

    private (string Key, string? Value)[] NewAlone => [("Encryption:MasterKey", newKey), ("Encryption:MasterKeyId", "2027")];

    private (string Key, string? Value)[] NewAndOld(CommerceSystem system) => [.. NewAlone, ("Encryption:RetiredKeys:main", system.Settings.Single(s => s.Key == "Encryption:MasterKey").Value)];

    private static async Task<CommerceSystem> StartAsync(PostgresServer postgres)
    {
        var system = new CommerceSystem(postgres) { HasWorker = false };
        await system.InitializeAsync();
        return system;
    }

    /// <summary>A service of the same installation with other keys.</summary>
    private static IHost Host(CommerceSystem system, params (string Key, string? Value)[] keys)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(system.Settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Configuration.AddInMemoryCollection(keys.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.Services.AddCommerceData(builder.Configuration).AddWorkspaceObjects(builder.Configuration).AddDataProtection().UseDatabase();
        return builder.Build();
    }

    private static async Task<int> RotateAsync(IHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var rotation = host.Services.GetRequiredService<MasterKeyRotation>();
        (await rotation.IsNeededAsync(Stop)).ShouldBeTrue();
        return await rotation.RunAsync(WorkspaceIds.ReadAllAsync(scope.ServiceProvider.GetRequiredService<CommerceDbContext>(), Stop), Stop);
    }

    private static async Task ExpectReadableAsync(IHost host, IEnumerable<Merchant> merchants, string link)
    {
        foreach (var merchant in merchants) (await host.Services.GetRequiredService<WorkspaceObjects>().ReadAllAsync(merchant.Workspace, "a", Stop)).ShouldBe([7]);
        Protector(host.Services).Unprotect(link).ShouldBe("a download link");
    }

    private static IDataProtector Protector(IServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static Task<string> MasterKeyOfAsync(CommerceSystem system, Merchant merchant) =>
        system.InDatabaseAsync(merchant.Workspace, database => database.WorkspaceKeys.Select(k => k.MasterKeyId).SingleAsync(Stop));
}
