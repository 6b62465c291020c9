namespace CommerceOS.Benchmarks.Harness;

internal static class Repository
{
    /// <summary>The folder of the solution that this build came from.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CommerceOS.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"there is no CommerceOS.sln above {from}: run the benchmarks from a checkout");
    }
}
