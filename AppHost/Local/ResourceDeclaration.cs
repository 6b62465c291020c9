using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace CommerceOS.AppHost.Local;

/// <summary>What AppHost.cs said about a resource.</summary>
internal sealed class ResourceDeclaration(params Endpoint[] endpoints)
{
    public List<Wait> Waits { get; } = [];

    public List<Endpoint> Endpoints { get; } = [.. endpoints];

    public List<string> Arguments { get; } = [];

    /// <summary>Evaluated when the resource starts: addresses and connection strings are not known before. Null values are left out.</summary>
    public List<Func<IEnumerable<(string Name, string? Value)>>> Environment { get; } = [];

    public int Replicas { get; set; } = 1;

    public string? HealthPath { get; set; }

    public bool RunsToCompletion { get; set; }

    public IEnumerable<(string Name, string? Value)> ServiceVariables(string resourceName) =>
        from endpoint in Endpoints
        from replica in Enumerable.Range(0, Replicas)
        select ($"services__{resourceName}__{endpoint.Name}__{replica.ToString(CultureInfo.InvariantCulture)}", (string?)endpoint.Url(replica));
}

/// <summary>Start after <paramref name="On"/> is healthy, or has ended well.</summary>
internal sealed record Wait(IResource On, bool ForCompletion);

/// <summary>An address of a resource; every replica has a port of its own.</summary>
internal sealed class Endpoint(string name, string scheme, int? fixedPort, string? environmentVariable)
{
    /// <summary>On a free port.</summary>
    public static Endpoint Tcp() => new("tcp", "tcp", null, null);

    public string Name { get; } = name;

    public string Scheme { get; } = scheme;

    public int? FixedPort { get; } = fixedPort;

    public string? EnvironmentVariable { get; } = environmentVariable;

    /// <summary>By replica; given out before anything starts.</summary>
    public IReadOnlyList<int> Ports { get; set; } = [];

    /// <summary>For what people open: browsers take localhost for a secure place, sign-in providers accept it, and cookies need one name.</summary>
    public bool IsExternal { get; set; }

    /// <summary>What clients use.</summary>
    public string Url(int replica = 0) => Address(IsExternal ? "localhost" : "127.0.0.1", replica);

    /// <summary>What the server listens on.</summary>
    public string ListenUrl(int replica) => Address("127.0.0.1", replica);

    private string Address(string host, int replica) => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{host}:{Ports[replica]}");
}
