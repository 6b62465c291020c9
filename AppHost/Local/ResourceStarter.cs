using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace CommerceOS.AppHost.Local;

/// <summary>Makes processes, folders and values out of what AppHost.cs declares; its paths start at <c>directory</c>, AppHost's folder.</summary>
internal sealed class ResourceStarter(DataFolder data, string directory, LogConsole console, LocalTimings timings)
{
    private readonly Dictionary<PostgresServerResource, NativePostgres> servers = [];

    /// <summary>Where to find it, for the table at the end of the start.</summary>
    public Dictionary<IResource, string> Places { get; } = [];

    /// <summary>The processes that a resource consists of. Values that others need are set.</summary>
    public async Task<IReadOnlyList<ProcessPlan>> PlanAsync(Resource resource, CancellationToken cancellationToken) => resource switch
    {
        PostgresServerResource server => [await PlanAsync(server, cancellationToken)],
        RedisResource redis => Plan(redis),
        ProjectResource project => PlanProject(project),
        ExecutableResource executable => PlanExecutable(executable),
        _ => [],
    };

    /// <summary>After the processes are ready.</summary>
    public async Task FinishAsync(Resource resource, CancellationToken cancellationToken)
    {
        switch (resource)
        {
            case ParameterResource parameter:
                parameter.Value = Configured("Parameters", parameter.Name)
                    ?? (parameter.Secret ? data.Secret(parameter.Name) : throw Missing("Parameters", parameter.Name));
                break;
            case ConnectionStringResource connection:
                connection.ConnectionString = Configured("ConnectionStrings", connection.Name) ?? throw Missing("ConnectionStrings", connection.Name);
                break;
            case PostgresDatabaseResource database:
                var password = data.Secret($"{database.Name}-database");
                await servers[database.Server].EnsureDatabaseAsync(database.Name, database.Name, password, cancellationToken);
                database.ConnectionString = servers[database.Server].ConnectionString(database.Name, database.Name, password);
                break;
            case BlobContainerResource container:
                var folder = data.Folder(container.Name);
                container.ConnectionString = new Uri(folder).AbsoluteUri;
                Places[container] = folder;
                break;
        }
    }

    private async Task<ProcessPlan> PlanAsync(PostgresServerResource resource, CancellationToken cancellationToken)
    {
        var folder = data.Sub(resource.Name);
        var binaries = NativePostgres.Find(folder) ?? throw new StartException(
            "Postgres is not installed: initdb was looked for in /usr/lib/postgresql/*/bin and on the PATH; ./run installs it, or: apt-get install postgresql");
        if (OtherUser.Needed && !await OtherUser.CanReachAsync(data.Path, cancellationToken))
        {
            throw new StartException(
                $"Postgres does not run as root, and its own user may not walk to {data.Path}; choose a folder with --data DIR whose parents everyone may enter.");
        }

        var port = resource.Declared.Endpoints[0].Ports[0];
        var server = servers[resource] = new NativePostgres(binaries, folder, port, data.Secret(resource.Name));
        await server.InitializeAsync(cancellationToken);
        await server.WaitForPredecessorAsync(cancellationToken);
        Places[resource] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        return server.Plan(resource.Name);
    }

    private IReadOnlyList<ProcessPlan> Plan(RedisResource resource)
    {
        if (NativeRedis.Find() is not { } executable)
        {
            console.Line(resource.Name, "redis-server is not installed: going on without a cache, which is slower but complete (apt-get install redis-server)");
            Places[resource] = "not installed";
            return [];
        }

        var port = resource.Declared.Endpoints[0].Ports[0];
        var redis = new NativeRedis(executable, data.Path, resource.Name, port, data.Secret(resource.Name));
        data.Write(redis.ConfigurationName, redis.Configuration);
        resource.ConnectionString = redis.ConnectionString;
        Places[resource] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        return [redis.Plan()];
    }

    private IReadOnlyList<ProcessPlan> PlanProject(ProjectResource project)
    {
        var file = Path.GetFullPath(project.ProjectFile, directory);
        var folder = Path.GetDirectoryName(file)!;
        var build = new DirectoryInfo(AppContext.BaseDirectory); // …/bin/{configuration}/{framework}: the services' are like our own
        var assembly = Path.Combine(folder, "bin", build.Parent!.Name, build.Name, $"CommerceOS.{Path.GetFileNameWithoutExtension(file)}.dll");
        if (!File.Exists(assembly))
            throw new StartException($"{project.Name} is not built: {assembly} was expected; ./run builds it, or: dotnet build CommerceOS.sln -c {build.Parent.Name}");

        // The working directory is the content root: static files are looked up from there.
        return Replicas(project, "dotnet", [assembly], folder, replica => new(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = string.Join(';', project.Declared.Endpoints.Select(endpoint => endpoint.ListenUrl(replica))),
            ["OTEL_SERVICE_NAME"] = project.Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={NameOf(project, replica)}",
            ["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = console.Colour ? "1" : "0",
        });
    }

    private IReadOnlyList<ProcessPlan> PlanExecutable(ExecutableResource executable)
    {
        if (Executables.Find(executable.Command) is null)
            throw new StartException($"{executable.Name} needs the program {executable.Command}, which is not installed; ./run installs what is missing.");
        var folder = Path.GetFullPath(executable.WorkingDirectory, directory);
        if (!Directory.Exists(folder))
            throw new StartException($"{executable.Name} is to run in {folder}, which does not exist.");
        // maildev keeps attachments in the temporary folder: ours, so that they go when the data goes.
        var temporary = data.Folder("tmp");
        return Replicas(executable, executable.Command, [], folder, _ => new(StringComparer.Ordinal) { ["TMPDIR"] = temporary });
    }

    private IReadOnlyList<ProcessPlan> Replicas(
        Resource resource, string command, string[] arguments, string folder, Func<int, Dictionary<string, string>> own)
    {
        var declared = resource.Declared;
        if (declared.Endpoints.FirstOrDefault(endpoint => endpoint.Scheme == "http") is { } shown)
            Places[resource] = string.Join("  ", Enumerable.Range(0, declared.Replicas).Select(shown.Url));

        return [.. Enumerable.Range(0, declared.Replicas).Select(replica =>
        {
            var environment = own(replica);
            foreach (var endpoint in declared.Endpoints.Where(endpoint => endpoint.EnvironmentVariable is not null))
                environment[endpoint.EnvironmentVariable!] = endpoint.Ports[replica].ToString(CultureInfo.InvariantCulture);
            foreach (var (name, value) in declared.Environment.SelectMany(variables => variables()))
                if (value is not null)
                    environment[name] = value;

            return new ProcessPlan
            {
                Name = NameOf(resource, replica),
                Command = command,
                Arguments = [.. arguments, .. declared.Arguments],
                WorkingDirectory = folder,
                Environment = environment,
                ReadyAsync = declared.HealthPath is { } path
                    ? cancellationToken => HealthProbe.WaitAsync(
                        new Uri(declared.Endpoints.First(endpoint => endpoint.Scheme == "http").ListenUrl(replica) + path), timings.PollInterval, cancellationToken)
                    : _ => Task.CompletedTask,
            };
        })];
    }

    private static string NameOf(Resource resource, int replica) => resource.Declared.Replicas == 1
        ? resource.Name
        : string.Create(CultureInfo.InvariantCulture, $"{resource.Name}-{replica + 1}");

    private static string? Configured(string section, string name) =>
        Environment.GetEnvironmentVariable($"{section}__{name.Replace('-', '_')}") is { Length: > 0 } value ? value : null;

    private static StartException Missing(string section, string name) =>
        new($"The environment variable {section}__{name.Replace('-', '_')} is expected, but it is not set.");
}
