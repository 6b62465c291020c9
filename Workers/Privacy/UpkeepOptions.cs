using Microsoft.Extensions.Options;

namespace CommerceOS.Workers.Privacy;

/// <summary>How often and how strictly workspaces are tidied. Section <c>Upkeep</c>; checked when the host starts.</summary>
internal sealed class UpkeepOptions
{
    /// <summary>Time between two rounds. Default 6 h; range 1 min to 7 days.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// Age at which an object that no row refers to is deleted. An object is stored before its row is, so this has to be longer than any upload or
    /// generation takes. Default 24 h; range 1 h to 30 days.
    /// </summary>
    public TimeSpan ObjectGrace { get; set; } = TimeSpan.FromHours(24);

    internal sealed class Validation : IValidateOptions<UpkeepOptions>
    {
        public ValidateOptionsResult Validate(string? name, UpkeepOptions options)
        {
            List<string> failures = [];
            Within(nameof(Interval), options.Interval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
            Within(nameof(ObjectGrace), options.ObjectGrace, TimeSpan.FromHours(1), TimeSpan.FromDays(30));
            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

            void Within(string option, TimeSpan value, TimeSpan least, TimeSpan most)
            {
                if (value < least || value > most) failures.Add($"Upkeep:{option} has to be from {least} to {most}, but is {value}");
            }
        }
    }
}
