using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using CommerceOS.AppHost.Local;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.AppHost;

public sealed class LocalSystemTests
{
    // Waiting in the foreground would keep the shell from hearing the signal.
    private const string Stay = "; while :; do sleep 0.05; done";

    [Fact]
    public async Task Who_waits_for_completion_starts_after_the_end()
    {
        await using var tiny = new TinySystem();
        var first = tiny.AddScript("first", "sleep 0.2; echo done > marker");
        tiny.AddScript("second", "cat marker" + Stay).WaitForCompletion(first);

        await tiny.StartAsync();

        await tiny.Output.WaitAsync("second     | done", TinySystem.Cancelled);
    }

    [Fact]
    public async Task Who_waits_for_a_resource_starts_after_it_is_healthy()
    {
        await using var health = new HealthServer();
        await using var tiny = new TinySystem();
        var slow = tiny.AddScript("slow", "echo slow is up" + Stay).WithHttpEndpoint(port: health.Port).WithHttpHealthCheck("/health");
        tiny.AddScript("eager", "echo eager is up" + Stay).WaitFor(slow);

        var starting = tiny.StartAsync();
        await tiny.Output.WaitAsync("slow is up", TinySystem.Cancelled);
        tiny.Output.Lines.ShouldNotContain(line => line.Contains("eager is up", StringComparison.Ordinal));
        await health.ListenAsync(503);
        await health.AskedAsync();
        await health.AskedAsync();
        tiny.Output.Lines.ShouldNotContain(line => line.Contains("eager is up", StringComparison.Ordinal));
        health.Answer(200);

        await starting;
        await tiny.Output.WaitAsync("eager is up", TinySystem.Cancelled);
    }

    [Fact]
    public async Task References_and_endpoints_are_injected_as_aspire_does()
    {
        await using var tiny = new TinySystem();
        var key = tiny.Builder.AddParameter("master-key", secret: true);
        var media = tiny.Builder.AddAzureStorage("storage").RunAsEmulator().AddBlobContainer("media");
        var mail = tiny.AddScript("mail", "echo port $MAIL_PORT" + Stay).WithEndpoint(scheme: "smtp", name: "smtp", env: "MAIL_PORT");
        tiny.AddScript("web", "echo \"[$ConnectionStrings__media] [$Mail] [$Key] [$Fixed]\"" + Stay)
            .WithReference(media)
            .WithEnvironment("Mail", mail.GetEndpoint("smtp"))
            .WithEnvironment("Key", key)
            .WithEnvironment("Fixed", "value");

        await tiny.StartAsync();

        var port = mail.Resource.Declared.Endpoints.Single().Ports.Single();
        var folder = new Uri(Path.Combine(tiny.Folder, "media")).AbsoluteUri;
        Convert.FromBase64String(key.Resource.Value!).Length.ShouldBe(32);
        await tiny.Output.WaitAsync($"port {port}", TinySystem.Cancelled);
        await tiny.Output.WaitAsync($"[{folder}] [smtp://127.0.0.1:{port}] [{key.Resource.Value}] [value]", TinySystem.Cancelled);
        Directory.Exists(Path.Combine(tiny.Folder, "media")).ShouldBeTrue();
    }

    [Fact]
    public async Task Replicas_have_names_and_ports_of_their_own()
    {
        await using var tiny = new TinySystem();
        var workers = tiny.AddScript("workers", "echo at $PORT" + Stay).WithReplicas(2).WithHttpEndpoint(env: "PORT");

        var system = await tiny.StartAsync();

        var ports = workers.Resource.Declared.Endpoints.Single().Ports;
        ports.Distinct().Count().ShouldBe(2);
        await tiny.Output.WaitAsync($"workers-1  | at {ports[0]}", TinySystem.Cancelled);
        await tiny.Output.WaitAsync($"workers-2  | at {ports[1]}", TinySystem.Cancelled);
        system.Variables()["services__workers__http__1"].ShouldBe($"http://127.0.0.1:{ports[1]}");
    }

    [Fact]
    public async Task A_crashed_service_is_started_again()
    {
        await using var tiny = new TinySystem();
        tiny.AddScript("phoenix", "[ -e ash ] && echo risen || { touch ash; sleep 0.2; exit 7; }" + Stay);

        await tiny.StartAsync();

        await tiny.Output.WaitAsync("ended with exit code 7; starting it again", TinySystem.Cancelled);
        await tiny.Output.WaitAsync("phoenix    | risen", TinySystem.Cancelled);
    }

    [Fact]
    public async Task A_service_that_ends_before_it_is_healthy_fails_the_start()
    {
        await using var tiny = new TinySystem();
        var broken = tiny.AddScript("broken", "echo wrong setting; exit 3").WithHttpEndpoint().WithHttpHealthCheck("/health");
        tiny.AddScript("dependent", "echo never").WaitFor(broken);

        var exception = await Should.ThrowAsync<StartException>(tiny.StartAsync());

        exception.Message.ShouldBe("broken ended with exit code 3 before it was ready; its last lines above say why.");
        tiny.Output.Lines.ShouldContain("broken     | wrong setting");
        tiny.Output.Lines.ShouldNotContain(line => line.Contains("never", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_migration_fails_the_start()
    {
        await using var tiny = new TinySystem();
        var migrations = tiny.AddScript("migrations", "exit 4");
        tiny.AddScript("service", "echo never").WaitForCompletion(migrations);

        var exception = await Should.ThrowAsync<StartException>(tiny.StartAsync());

        exception.Message.ShouldStartWith("migrations failed with exit code 4");
    }

    [Fact]
    public async Task A_busy_port_is_one_sentence_that_says_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var tiny = new TinySystem { Options = new LocalOptions { WebPort = port } };
        tiny.AddScript("web", "echo never").WithHttpEndpoint(port: 5080).WithExternalHttpEndpoints();

        var exception = await Should.ThrowAsync<StartException>(tiny.StartAsync());

        exception.Message.ShouldBe(
            $"Port {port}, wanted for web, is in use by another program; stop that program or choose another port with --web-port PORT.");
        tiny.Output.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        await using var tiny = new TinySystem();
        tiny.Builder.AddExecutable("mail", "no-such-program", tiny.Folder);

        (await Should.ThrowAsync<StartException>(tiny.StartAsync())).Message.ShouldStartWith("mail needs the program no-such-program");
    }

    [Fact]
    public async Task Resources_that_wait_for_each_other_are_refused()
    {
        await using var tiny = new TinySystem();
        var hen = tiny.AddScript("hen", "echo never");
        var egg = tiny.AddScript("egg", "echo never").WaitFor(hen);
        hen.WaitFor(egg);

        (await Should.ThrowAsync<StartException>(tiny.StartAsync())).Message.ShouldEndWith("wait for each other: hen, egg.");
    }

    [Fact]
    public async Task Stopping_lets_a_service_finish_and_kills_one_that_will_not()
    {
        await using var tiny = new TinySystem();
        tiny.AddScript("polite", "trap 'echo goodbye; exit 0' TERM" + Stay);
        tiny.AddScript("stubborn", "trap '' TERM; echo deaf" + Stay);
        var system = await tiny.StartAsync();
        await tiny.Output.WaitAsync("deaf", TinySystem.Cancelled);
        using var atOnce = new CancellationTokenSource();

        var stopping = system.StopAsync(atOnce.Token);
        await tiny.Output.WaitAsync("goodbye", TinySystem.Cancelled);
        stopping.IsCompleted.ShouldBeFalse();
        await atOnce.CancelAsync();

        await stopping.WaitAsync(TimeSpan.FromSeconds(9), TinySystem.Cancelled);
    }

    [Fact]
    public async Task Native_postgres_gives_a_database_whose_owner_is_no_superuser()
    {
        await using var tiny = new TinySystem();
        var database = tiny.Builder.AddAzurePostgresFlexibleServer("postgres").WithPasswordAuthentication().RunAsContainer().AddDatabase("shop");

        await tiny.StartAsync();

        await using var connection = new Npgsql.NpgsqlConnection(database.Resource.ConnectionString);
        await connection.OpenAsync(TinySystem.Cancelled);
        await using var command = new Npgsql.NpgsqlCommand("select current_database() || ' ' || rolsuper from pg_roles where rolname = current_user", connection);
        (await command.ExecuteScalarAsync(TinySystem.Cancelled)).ShouldBe("shop false");
    }
}
