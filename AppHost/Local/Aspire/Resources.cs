// Aspire's own names in Aspire's own namespaces, so that AppHost.cs compiles unchanged with and without its packages.
// What is written here only declares; CommerceOS.AppHost.Local starts processes from it.
using CommerceOS.AppHost.Local;

namespace Aspire.Hosting.ApplicationModel;

internal interface IResource
{
    string Name { get; }

    ResourceDeclaration Declared { get; }
}

internal interface IResourceWithEnvironment : IResource;

internal interface IResourceWithEndpoints : IResource;

internal interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

internal interface IResourceWithConnectionString : IResource
{
    /// <summary>Known once the resource is started; null when it is left out (an optional server that is not installed).</summary>
    string? ConnectionString { get; }
}

internal abstract class Resource(string name, params Endpoint[] endpoints) : IResource
{
    public string Name { get; } = name;

    public ResourceDeclaration Declared { get; } = new(endpoints);
}

/// <summary>A value that is configured as <c>Parameters__{name}</c> (dashes as underscores), or made once and kept when secret.</summary>
internal sealed class ParameterResource(string name, bool secret) : Resource(name)
{
    public bool Secret { get; } = secret;

    public string? Value { get; set; }
}

internal sealed class ProjectResource(string name, string projectFile)
    : Resource(name), IResourceWithEnvironment, IResourceWithServiceDiscovery
{
    public string ProjectFile { get; } = projectFile;
}

internal sealed class ExecutableResource(string name, string command, string workingDirectory)
    : Resource(name), IResourceWithEnvironment, IResourceWithEndpoints
{
    public string Command { get; } = command;

    public string WorkingDirectory { get; } = workingDirectory;
}

internal sealed class PostgresServerResource(string name) : Resource(name, Endpoint.Tcp())
{
    public List<PostgresDatabaseResource> Databases { get; } = [];
}

internal sealed class PostgresDatabaseResource(string name, PostgresServerResource server) : Resource(name), IResourceWithConnectionString
{
    public PostgresServerResource Server { get; } = server;

    public string? ConnectionString { get; set; }
}

internal sealed class RedisResource(string name) : Resource(name, Endpoint.Tcp()), IResourceWithConnectionString
{
    public string? ConnectionString { get; set; }
}

internal sealed class StorageResource(string name) : Resource(name);

internal sealed class BlobContainerResource(string name) : Resource(name), IResourceWithConnectionString
{
    public string? ConnectionString { get; set; }
}

/// <summary>A connection string that is configured as <c>ConnectionStrings__{name}</c>.</summary>
internal sealed class ConnectionStringResource(string name) : Resource(name), IResourceWithConnectionString
{
    public string? ConnectionString { get; set; }
}

internal sealed class AzureContainerAppEnvironmentResource(string name) : Resource(name);

/// <summary>An address that is known only when ports are given out.</summary>
internal sealed class EndpointReference(Endpoint endpoint)
{
    public string Url => endpoint.Url();
}
