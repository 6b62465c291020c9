using System.Runtime.CompilerServices;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Keeps objects as files of a folder, for one machine or a shared file system. An object is written to a temporary file, flushed
/// to the disk and renamed, so a crash leaves the old object or the new one.
/// </summary>
public sealed class FileObjectStore : IObjectStore
{
    // Neither character can be in a key: an object "a" and a folder of objects "a/b" live side by side, and work in progress is no object.
    private const string ObjectSuffix = "~";
    private const string Unfinished = ".unfinished";
    private static readonly TimeSpan UnfinishedKept = TimeSpan.FromDays(1);

    private readonly string root;
    private readonly string unfinished;

    /// <summary>Opens the store in a folder, which is made when it is missing. What writers that died left there more than a day ago is deleted.</summary>
    public FileObjectStore(string folder, TimeProvider time)
    {
        root = Path.GetFullPath(folder);
        unfinished = Directory.CreateDirectory(Path.Combine(root, Unfinished)).FullName;
        foreach (var file in new DirectoryInfo(unfinished).EnumerateFiles().Where(file => time.GetUtcNow() - new DateTimeOffset(file.LastWriteTimeUtc) > UnfinishedKept)) file.Delete();
    }

    public async Task PutAsync(ObjectKey key, Stream content, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(unfinished, Guid.CreateVersion7().ToString("N"));
        try
        {
            await using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous }))
            {
                await content.CopyToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            var path = PathOf(key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            // Gone after the rename; deleting what is not there is no error.
            File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken)
    {
        FileStream file;
        try
        {
            // A reader keeps the file it opened while another replaces or deletes it.
            file = new(PathOf(key), new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }

        if (range is not { } part) return Task.FromResult<Stream?>(file);
        file.Position = part.Offset;
        return Task.FromResult<Stream?>(part.Length is { } length ? new LimitedStream(file, length) : file);
    }

    public Task<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(key));
        return Task.FromResult(file.Exists ? new StoredObject(key, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)) : null);
    }

    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        var exists = File.Exists(path);
        if (exists) File.Delete(path);
        return Task.FromResult(exists);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!ObjectKey.IsPrefix(prefix)) throw new ArgumentException($"no object key begins with '{prefix}'", nameof(prefix));

        var folder = new DirectoryInfo(Path.Combine(root, prefix[..(prefix.LastIndexOf('/') + 1)]));
        if (!folder.Exists) yield break;
        foreach (var key in Walk(folder, prefix[..(prefix.LastIndexOf('/') + 1)], prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Deleted since it was found: then it is not in the list.
            if (await FindAsync(ObjectKey.Parse(key), cancellationToken) is { } stored) yield return stored;
        }
    }

    // One folder's names are in memory at a time. A folder sorts as its objects do, with the slash: "b-1", then "b/10".
    private static IEnumerable<string> Walk(DirectoryInfo folder, string path, string prefix)
    {
        var entries = folder.EnumerateFileSystemInfos()
            .Where(entry => entry is DirectoryInfo ? !entry.Name.StartsWith('.') : entry.Name.EndsWith(ObjectSuffix, StringComparison.Ordinal))
            .Select(entry => (Folder: entry as DirectoryInfo, Key: path + (entry is DirectoryInfo ? entry.Name + "/" : entry.Name[..^ObjectSuffix.Length])))
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal);
        return entries.SelectMany(entry => entry.Folder is null ? [entry.Key] : Walk(entry.Folder, entry.Key, prefix));
    }

    private string PathOf(ObjectKey key) => Path.Combine(root, key.Value.Replace('/', Path.DirectorySeparatorChar) + ObjectSuffix);
}
