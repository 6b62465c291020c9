using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommerceOS.ServiceDefaults;

/// <summary>One line a record: for people in Development, as JSON for machines elsewhere.</summary>
internal static class ConsoleLogs
{
    /// <summary>Four lines for each request would bury the rest. Any other source of configuration (Logging__LogLevel__…) wins.</summary>
    private static readonly KeyValuePair<string, string?>[] Levels =
    [
        new("Logging:LogLevel:Default", "Information"),
        new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        new("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Warning"),
        new("Logging:LogLevel:Polly", "Warning"),
        new("Logging:LogLevel:System.Net.Http", "Warning"),
    ];

    public static void AddConsoleLogs(this IHostApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });

        // Web sets the culture per request. Escaped separators and "O" print the same whatever that culture is.
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = @"HH\:mm\:ss\.fff ";
                options.UseUtcTimestamp = true;
            });
        }
        else
        {
            builder.Logging.AddJsonConsole(options =>
            {
                options.IncludeScopes = true;
                options.TimestampFormat = "O";
                options.UseUtcTimestamp = true;
            });
        }
    }
}
