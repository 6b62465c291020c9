using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CommerceOS.AppHost.Local;

/// <summary>Where a system keeps its data, held by one AppHost at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    // Servers that run as another user (Postgres, when AppHost is root) must be able to walk through, but not to list.
    private const UnixFileMode Passage = OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const string LockName = "lock";

    private readonly FileStream hold;
    private readonly bool throwAway;
    private readonly Lock gate = new();

    private DataFolder(string path, FileStream hold, bool throwAway)
    {
        Path = path;
        this.hold = hold;
        this.throwAway = throwAway;
    }

    public string Path { get; }

    public static DataFolder OpenThrowAway() => Open(Directory.CreateTempSubdirectory("commerceos-").FullName, throwAway: true);

    /// <exception cref="StartException">Another AppHost holds it, or it cannot be written.</exception>
    public static DataFolder Open(string path, bool throwAway = false)
    {
        try
        {
            Directory.CreateDirectory(path, Passage);
            if (throwAway)
                File.SetUnixFileMode(path, Passage);
            var file = new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new DataFolder(path, file, throwAway);
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartException($"The data folder {path} cannot be written by this user; choose another with --data DIR.");
        }
        catch (IOException) when (File.Exists(System.IO.Path.Combine(path, LockName)))
        {
            throw new StartException(
                $"CommerceOS is running already with the data in {path}; stop it first, or choose another folder with --data DIR.");
        }
    }

    public string Sub(string name) => System.IO.Path.Combine(Path, name);

    public string Folder(string name) => Directory.CreateDirectory(Sub(name), Passage & ~(UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)).FullName;

    /// <summary>A file that only its owner may read.</summary>
    public string Write(string name, string content)
    {
        var path = Sub(name);
        File.Delete(path);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        file.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }

    /// <summary>32 random bytes in base64, made at the first call and the same ever after.</summary>
    public string Secret(string name)
    {
        const string file = "secrets.json";
        lock (gate)
        {
            var secrets = File.Exists(Sub(file))
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Sub(file)))!
                : [];
            if (secrets.TryGetValue(name, out var value))
                return value;
            secrets[name] = value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            Write(file, JsonSerializer.Serialize(secrets));
            return value;
        }
    }

    /// <summary>Deletes everything but the lock.</summary>
    public void Clear()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Path).Where(file => System.IO.Path.GetFileName(file) != LockName))
            File.Delete(file);
    }

    public void Dispose()
    {
        if (throwAway)
            Directory.Delete(Path, recursive: true);
        hold.Dispose();
    }
}
