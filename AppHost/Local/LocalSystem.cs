using Aspire.Hosting.ApplicationModel;

namespace CommerceOS.AppHost.Local;

/// <summary>Starts resources, each as soon as those that it waits for allow, and stops them: services first, then servers.</summary>
internal sealed class LocalSystem(
    IReadOnlyList<Resource> resources, LocalOptions options, DataFolder data, string directory, LogConsole console, LocalTimings timings)
{
    private readonly ResourceStarter starter = new(data, directory, console, timings);
    private readonly Dictionary<IResource, TaskCompletionSource> started = resources.ToDictionary(
        resource => (IResource)resource, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    private readonly Lock gate = new();
    private readonly List<ServiceProcess> services = [];
    private readonly List<ServiceProcess> servers = [];

    /// <summary>Name and place of everything that has one, in AppHost.cs's order.</summary>
    public IEnumerable<(string Name, string Place)> Places =>
        from resource in resources where starter.Places.ContainsKey(resource) select (resource.Name, starter.Places[resource]);

    /// <summary>The address for people.</summary>
    public string? FrontDoor => resources.SelectMany(resource => resource.Declared.Endpoints).FirstOrDefault(endpoint => endpoint.IsExternal)?.Url();

    /// <summary>All that is injected anywhere, and the address of every service: for a command that tries the system out.</summary>
    public IReadOnlyDictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (var (name, value) in resources.SelectMany(resource => resource.Declared.Environment.SelectMany(values => values())
            .Concat(resource.Declared.ServiceVariables(resource.Name))))
        {
            if (value is not null)
                variables[name] = value;
        }

        return variables;
    }

    /// <exception cref="StartException">Something did not come up. Call <see cref="StopAsync"/> all the same.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        FindCircle();
        Ports.GiveOut(resources, options);

        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task? failed = null;
        await foreach (var ended in Task.WhenEach(resources.Select(resource => StartAsync(resource, failing.Token))))
        {
            if (failed is null && !ended.IsCompletedSuccessfully)
            {
                failed = ended;
                await failing.CancelAsync();
            }
        }

        if (failed is not null)
            await failed;
    }

    public async Task StopAsync(CancellationToken atOnce)
    {
        foreach (var processes in new[] { services, servers })
        {
            await Task.WhenAll(processes.Select(process => process.StopAsync(atOnce)));
            processes.ForEach(process => process.Dispose());
            processes.Clear();
        }
    }

    private async Task StartAsync(Resource resource, CancellationToken cancellationToken)
    {
        foreach (var wait in resource.Declared.Waits)
            await started[wait.On].Task.WaitAsync(cancellationToken);

        var plans = await starter.PlanAsync(resource, cancellationToken);
        await Task.WhenAll(plans.Select(plan => StartAsync(resource, plan, cancellationToken)));
        await starter.FinishAsync(resource, cancellationToken);
        started[resource].SetResult();
    }

    private async Task StartAsync(Resource resource, ProcessPlan plan, CancellationToken cancellationToken)
    {
        var process = new ServiceProcess(plan, console, timings);
        lock (gate)
            (resource is ProjectResource or ExecutableResource ? services : servers).Add(process);

        if (!resource.Declared.RunsToCompletion)
        {
            await process.StartAsync(cancellationToken);
            return;
        }

        var code = await process.RunToEndAsync(cancellationToken);
        if (code != 0)
            throw new StartException($"{plan.Name} failed with exit code {code}; its last lines above say why.");
    }

    /// <summary>Resources that wait for each other would wait for ever.</summary>
    private void FindCircle()
    {
        HashSet<IResource> good = [];
        var left = resources.Cast<IResource>().ToList();
        while (left.Count > 0)
        {
            var next = left.Where(resource => resource.Declared.Waits.All(wait => good.Contains(wait.On))).ToList();
            if (next.Count == 0)
                throw new StartException($"AppHost.cs lets resources wait for each other: {string.Join(", ", left.Select(resource => resource.Name))}.");
            good.UnionWith(next);
            left.RemoveAll(good.Contains);
        }
    }
}
