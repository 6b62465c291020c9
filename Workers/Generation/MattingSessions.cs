using CommerceOS.Data.Objects;
using CommerceOS.Domain.Catalog;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>
/// Photos that are being drawn on, as the Studio holds them between two strokes: a cut from one takes a fraction of a first cut. Only to
/// be quick: another worker, or this one later, opens the photo again and makes the same bytes. Holds few (about 20 MB and the photo's
/// bytes each), drops the one that rested longest for a new one, and all that rested for some minutes.
/// </summary>
internal sealed class MattingSessions : IDisposable
{
    public const int Most = 6;
    public static readonly TimeSpan RestsFor = TimeSpan.FromMinutes(5);

    private readonly WorkspaceObjects _objects;
    private readonly StudioEngine _studio;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Dictionary<Key, Entry> _entries = [];

    public MattingSessions(WorkspaceObjects objects, StudioEngine studio, TimeProvider time)
    {
        (_objects, _studio, _time) = (objects, studio, time);
        _timer = time.CreateTimer(_ => DropRested(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    public int Count
    {
        get
        {
            lock (_entries) return _entries.Count;
        }
    }

    /// <exception cref="GenerationFailedException">The photo is gone, or the strokes do not fit it.</exception>
    public async Task<Cutout> RecutAsync(Asset photo, IReadOnlyList<OutlineStroke> strokes, CancellationToken cancellationToken)
    {
        var entry = Find(photo);
        // One cut of a photo at a time: a session remembers the part that it loaded last. A cancelled wait leaves the turn to the next.
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            entry.Session ??= _studio.OpenMatting(await ReadMasterAsync(photo, cancellationToken), cancellationToken);
            return _studio.Recut(entry.Session, [.. strokes.Select(Of)], cancellationToken);
        }
        catch (StudioParameterException refused)
        {
            throw new GenerationFailedException("not_possible", refused.Message);
        }
        finally
        {
            entry.UsedAt = _time.GetUtcNow();
            entry.Turn.Release();
        }
    }

    /// <summary>Opens the photo, so that the first stroke does not wait for it.</summary>
    public async Task WarmAsync(Asset photo, CancellationToken cancellationToken)
    {
        var entry = Find(photo);
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            entry.Session ??= _studio.OpenMatting(await ReadMasterAsync(photo, cancellationToken), cancellationToken);
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    public async Task<byte[]> ReadMasterAsync(Asset photo, CancellationToken cancellationToken) =>
        await _objects.ReadAllAsync(photo.WorkspaceId.Value, photo.ObjectKey("full"), cancellationToken)
        ?? throw new GenerationFailedException("photo_gone", "The photo was deleted before its turn came.");

    public void Dispose() => _timer.Dispose();

    // Whoever works with an entry that is dropped here finishes with it; memory goes when they are done.
    private Entry Find(Asset photo)
    {
        var key = new Key(photo.WorkspaceId.Value, photo.Id.Value, photo.Sha256, _studio.EngineVersion);
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                if (_entries.Count >= Most) _entries.Remove(_entries.MinBy(e => e.Value.UsedAt).Key);
                _entries[key] = entry = new();
            }
            entry.UsedAt = _time.GetUtcNow();
            return entry;
        }
    }

    public void DropRested()
    {
        var before = _time.GetUtcNow() - RestsFor;
        lock (_entries)
        {
            foreach (var key in _entries.Where(e => e.Value.UsedAt < before).Select(e => e.Key).ToList()) _entries.Remove(key);
        }
    }

    private static CutoutStroke Of(OutlineStroke stroke) => new(
        stroke.Mark switch
        {
            OutlineMark.Keep => StrokeKind.Keep,
            OutlineMark.Erase => StrokeKind.Erase,
            _ => throw new ArgumentOutOfRangeException(nameof(stroke), stroke.Mark, "unknown mark"),
        },
        stroke.Radius, [.. stroke.Points.Select(p => new StrokePoint(p.X, p.Y))]);

    private sealed record Key(Guid Workspace, Guid Photo, string? Sha256, string Engine);

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public MattingSession? Session { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }
}
