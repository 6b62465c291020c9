using System.Globalization;

namespace CommerceOS.Benchmarks.Studio.Memory;

/// <summary>Resident memory as Linux counts it (proc(5)).</summary>
internal static class ProcessMemory
{
    /// <summary>The most that this process has held since it began.</summary>
    public static long PeakBytes => Field("self", "VmHWM:");

    public static long Bytes => Field("self", "VmRSS:");

    /// <summary>What a process' children and theirs hold now; those that end meanwhile count nothing.</summary>
    public static long OfDescendants(int process)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Field(Path.GetFileName(folder), "PPid:", unit: 1) is var parent and > 0) parents[id] = (int)parent;
        }

        return parents.Keys.Where(id => id != process && Descends(id)).Sum(id => Field(id.ToString(CultureInfo.InvariantCulture), "VmRSS:"));

        bool Descends(int id)
        {
            while (parents.TryGetValue(id, out var parent))
            {
                if (parent == process) return true;
                id = parent;
            }

            return false;
        }
    }

    private static long Field(string process, string name, int unit = 1024)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * unit;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
