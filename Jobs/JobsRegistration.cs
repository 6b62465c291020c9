using CommerceOS.Jobs.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommerceOS.Jobs;

/// <summary>Both registrations expect an <c>NpgsqlDataSource</c> among the services, whose database has <see cref="Schema.JobSchema"/>.</summary>
public static class JobsRegistration
{
    /// <summary>For services that enqueue, look at and cancel jobs but run none: <see cref="JobQueue"/>, <see cref="JobQueries"/>, <see cref="DeadLetters"/>.</summary>
    public static IServiceCollection AddJobQueue(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<JobsMetrics>();
        services.TryAddSingleton<JobQueue>();
        services.TryAddSingleton<JobQueries>();
        services.TryAddSingleton<DeadLetters>();
        return services;
    }

    /// <summary>For workers: all of <see cref="AddJobQueue"/>, and a hosted service that runs the jobs of the handlers added.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, Action<JobHandlers> add, Action<JobOptions>? configure = null)
    {
        services.AddJobQueue();
        var handlers = new JobHandlers(services);
        add(handlers);
        services.AddSingleton(handlers);
        services.AddOptions<JobOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JobOptions>, JobOptions.Validation>());
        services.AddHostedService<JobRunner>();
        return services;
    }
}
