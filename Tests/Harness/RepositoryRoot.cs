namespace CommerceOS.Tests.Harness;

internal static class RepositoryRoot
{
    /// <summary>The folder of the solution that this build came from.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CommerceOS.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"there is no CommerceOS.sln above {from}: run the tests from a checkout");
    }
}
