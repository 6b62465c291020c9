using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommerceOS.Jobs;

/// <summary>The handlers of a worker: the one list of the kinds it runs.</summary>
public sealed class JobHandlers
{
    private readonly Dictionary<string, Type> handlers = new(StringComparer.Ordinal);
    private readonly IServiceCollection services;

    internal JobHandlers(IServiceCollection services) => this.services = services;

    /// <summary>Kinds that have a handler.</summary>
    public IReadOnlyCollection<string> Kinds => handlers.Keys;

    /// <summary>Adds the handler of its kind and registers it as scoped.</summary>
    /// <exception cref="ArgumentException">The kind already has a handler.</exception>
    public JobHandlers Add<THandler>() where THandler : class, IJobHandler
    {
        if (!handlers.TryAdd(THandler.Kind, typeof(THandler))) throw new ArgumentException($"jobs of kind {THandler.Kind} are already run by {handlers[THandler.Kind].Name}, so {typeof(THandler).Name} cannot run them", nameof(THandler));
        services.TryAddScoped<THandler>();
        return this;
    }

    internal IJobHandler Resolve(IServiceProvider scope, string kind) => (IJobHandler)scope.GetRequiredService(handlers[kind]);
}
