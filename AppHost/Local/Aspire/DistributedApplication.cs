using Aspire.Hosting.ApplicationModel;
using CommerceOS.AppHost.Local;

namespace Aspire.Hosting;

/// <summary>The system that AppHost.cs describes, run as native processes of this machine.</summary>
internal sealed class DistributedApplication(Func<int> run)
{
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new LocalApplicationBuilder(args);

    /// <summary>Runs until it is told to stop. What went wrong is said in one sentence and shown in the exit code.</summary>
    public void Run() => Environment.ExitCode = run();
}

internal interface IDistributedApplicationBuilder
{
    DistributedApplicationExecutionContext ExecutionContext { get; }

    IList<Resource> Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource) where T : Resource;

    DistributedApplication Build();
}

/// <summary>Local mode only runs; publishing needs Aspire.</summary>
internal sealed class DistributedApplicationExecutionContext
{
    public bool IsRunMode { get; } = true;

    public bool IsPublishMode => !IsRunMode;
}

internal sealed class LocalApplicationBuilder(string[] args) : IDistributedApplicationBuilder
{
    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public IList<Resource> Resources { get; } = [];

    public IResourceBuilder<T> AddResource<T>(T resource) where T : Resource
    {
        if (Resources.Any(other => other.Name == resource.Name))
            throw new InvalidOperationException($"Two resources are named '{resource.Name}'; names must differ.");
        Resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build() => new(() => LocalProgram.Run(args, [.. Resources]));

    private sealed record ResourceBuilder<T>(IDistributedApplicationBuilder ApplicationBuilder, T Resource) : IResourceBuilder<T>
        where T : IResource;
}
