using System.Collections.Concurrent;
using static CommerceOS.Studio.NormaliseOutcome;

namespace CommerceOS.Studio.Isolation;

/// <summary>
/// Does what <see cref="StudioEngine.Normalise"/> does, in child processes: a photo that crashes a codec ends a child, not
/// the worker with everybody's work in it. Children are started on demand, kept warm and replaced from time to time.
/// Safe for parallel use.
/// </summary>
public sealed class UploadDecoder : IAsyncDisposable
{
    private const int Tries = 2;

    private readonly DecoderOptions options;
    private readonly StudioOptions studio;
    private readonly SemaphoreSlim slots;
    private readonly ConcurrentBag<DecoderProcess> idle = [];
    private readonly ConcurrentDictionary<int, byte> running = new();
    private int deaths;

    public UploadDecoder(DecoderOptions? options = null, StudioOptions? studio = null)
    {
        this.options = options ?? new DecoderOptions();
        this.options.Validate();
        this.studio = studio ?? new StudioOptions();
        this.studio.Validate();
        slots = new SemaphoreSlim(this.options.Children);
    }

    /// <summary>Children that died of an upload or were ended because of one, since the start.</summary>
    public int Deaths => Volatile.Read(ref deaths);

    /// <summary>Process ids of the children that live now.</summary>
    internal IReadOnlyCollection<int> Children => [.. running.Keys];

    /// <summary>
    /// Checks and cleans an upload. A bad file is an outcome. A file that ends the child is tried once more in a new one,
    /// as the child may have been ended for another reason (memory, a person); the second time it is refused.
    /// </summary>
    /// <exception cref="StudioUnavailableException">No child can be started: the machine's fault, not the file's.</exception>
    public async Task<NormaliseOutcome> NormaliseAsync(ReadOnlyMemory<byte> upload, CancellationToken cancellationToken)
    {
        // Too large is known without a child; it would only be copied there and refused.
        if (upload.Length > studio.MaxUploadBytes)
        {
            return Ingest.Normaliser.TooManyBytes(studio, upload.Length);
        }

        await slots.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                if (await TryAsync(upload, fresh: attempt > 1, cancellationToken) is { } outcome)
                {
                    return outcome;
                }

                if (attempt == Tries)
                {
                    return new Refused(RefusalReason.Corrupt, "The file is damaged in a way that ended the decoder. Export the photo anew.");
                }
            }
        }
        finally
        {
            slots.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var child))
        {
            End(child);
        }

        slots.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>null when the child died.</returns>
    private async Task<NormaliseOutcome?> TryAsync(ReadOnlyMemory<byte> upload, bool fresh, CancellationToken cancellationToken)
    {
        if (fresh || !idle.TryTake(out var child))
        {
            child = await DecoderProcess.StartAsync(options, studio, cancellationToken);
            running.TryAdd(child.Id, 0);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Timeout);
        var whole = false;
        try
        {
            var outcome = await child.NormaliseAsync(upload, timeout.Token);
            whole = child.Served < options.RecycleAfter;
            return outcome;
        }
        catch (Exception death) when (death is IOException or InvalidDataException)
        {
            Interlocked.Increment(ref deaths);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Interlocked.Increment(ref deaths);
            return new Refused(RefusalReason.TooSlow, $"Decoding took longer than {options.Timeout.TotalSeconds:0} s. Export the photo anew, or smaller.");
        }
        finally
        {
            if (whole)
            {
                idle.Add(child);
            }
            else
            {
                End(child);
            }
        }
    }

    private void End(DecoderProcess child)
    {
        running.TryRemove(child.Id, out _);
        child.Dispose();
    }
}
