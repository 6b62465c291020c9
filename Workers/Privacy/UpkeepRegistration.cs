using Microsoft.Extensions.Options;

namespace CommerceOS.Workers.Privacy;

internal static class UpkeepRegistration
{
    /// <summary>Adds the upkeep that comes round by itself, with its options from the section <c>Upkeep</c>.</summary>
    public static IServiceCollection AddUpkeep(this IServiceCollection services)
    {
        services.AddOptions<UpkeepOptions>().BindConfiguration("Upkeep").ValidateOnStart();
        services.AddSingleton<IValidateOptions<UpkeepOptions>, UpkeepOptions.Validation>();
        return services.AddScoped<UnreferencedObjects>().AddHostedService<UpkeepSchedule>();
    }
}
