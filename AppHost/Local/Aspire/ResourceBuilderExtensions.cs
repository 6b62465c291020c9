using Aspire.Hosting.ApplicationModel;
using CommerceOS.AppHost.Local;

namespace Aspire.Hosting;

internal static class ResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, secret));

    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new ConnectionStringResource(name));

    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddResource(new ProjectResource(name, projectPath));

    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[] args) =>
        builder.AddResource(new ExecutableResource(name, command, workingDirectory)).WithArgs(args);

    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithEnvironment => builder.Declare(declared => declared.Arguments.AddRange(args));

    public static IResourceBuilder<T> WithReplicas<T>(this IResourceBuilder<T> builder, int replicas)
        where T : IResourceWithEnvironment => builder.Declare(declared => declared.Replicas = replicas);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : IResourceWithEnvironment => builder.Declare(declared => declared.Environment.Add(() => [(name, value)]));

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment =>
        builder.WaitFor(parameter).Declare(declared => declared.Environment.Add(() => [(name, parameter.Resource.Value)]));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpoint)
        where T : IResourceWithEnvironment => builder.Declare(declared => declared.Environment.Add(() => [(name, endpoint.Url)]));

    /// <summary>Injects <c>ConnectionStrings__{name}</c>, and so starts after the resource that makes it known.</summary>
    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithConnectionString> source)
        where T : IResourceWithEnvironment =>
        builder.WaitFor(source).Declare(declared => declared.Environment.Add(
            () => [($"ConnectionStrings__{source.Resource.Name}", source.Resource.ConnectionString)]));

    /// <summary>Injects <c>services__{name}__{endpoint}__{replica}</c>.</summary>
    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where T : IResourceWithEnvironment =>
        builder.Declare(declared => declared.Environment.Add(() => source.Resource.Declared.ServiceVariables(source.Resource.Name)));

    /// <summary>Starts after the other resource is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResource => builder.Declare(declared => declared.Waits.Add(new Wait(dependency.Resource, ForCompletion: false)));

    /// <summary>Starts after the other resource has ended with exit code 0.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResource
    {
        dependency.Resource.Declared.RunsToCompletion = true;
        return builder.Declare(declared => declared.Waits.Add(new Wait(dependency.Resource, ForCompletion: true)));
    }

    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, string? scheme = null, string? name = null, string? env = null)
        where T : IResourceWithEndpoints =>
        builder.Declare(declared => declared.Endpoints.Add(new Endpoint(name ?? scheme ?? "tcp", scheme ?? "tcp", port, env)));

    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, string? name = null, string? env = null)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, "http", name ?? "http", env);

    /// <summary>Marks the addresses declared so far as those that people open.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints => builder.Declare(declared => declared.Endpoints.ForEach(endpoint => endpoint.IsExternal = true));

    /// <summary>Healthy means: the path answers 200.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null)
        where T : IResourceWithEndpoints => builder.Declare(declared => declared.HealthPath = path ?? "/");

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints =>
        new(builder.Resource.Declared.Endpoints.Single(endpoint => endpoint.Name == name));
}
