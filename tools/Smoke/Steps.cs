using System.Diagnostics;

namespace CommerceOS.Smoke;

/// <summary>An output is not what it has to be.</summary>
internal sealed class SmokeException(string message) : Exception(message);

/// <summary>Prints one line per step with its time.</summary>
internal sealed class Steps
{
    private readonly Stopwatch _all = Stopwatch.StartNew();

    public string Current { get; private set; } = "start";

    public int Count { get; private set; }

    public TimeSpan Elapsed => _all.Elapsed;

    public async Task<T> RunAsync<T>(string name, Func<Task<(T Result, string Found)>> step)
    {
        Current = name;
        var watch = Stopwatch.StartNew();
        var (result, found) = await step();
        Count++;
        Console.WriteLine($"{name,-34} {watch.Elapsed.TotalSeconds,6:0.00} s   {found}");
        return result;
    }

    public static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new SmokeException(otherwise);
    }
}

/// <summary>Where the system under test is, as the AppHost tells its children.</summary>
internal static class Surroundings
{
    public static Uri Address(string service) => new(Read($"services__{service}__http__0").TrimEnd('/') + "/");

    public static Uri Inbox => new(Read("Mail__InboxUrl").TrimEnd('/') + "/");

    private static string Read(string name) => Environment.GetEnvironmentVariable(name) ?? throw new SmokeException($"Expected the environment variable {name}; start this with ./run --smoke.");
}
