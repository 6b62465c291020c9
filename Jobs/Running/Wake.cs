namespace CommerceOS.Jobs.Running;

/// <summary>Wakes one waiting loop. Any number of signals before it waits wake it once.</summary>
internal sealed class Wake
{
    private TaskCompletionSource signal = Unset();

    public void Set() => Volatile.Read(ref signal).TrySetResult();

    /// <summary>Waits for a signal, the timeout or cancellation, whichever is first; it never throws.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        await Volatile.Read(ref signal).Task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A signal that comes between these two lines is not missed: the caller looks for work next in any case.
        Volatile.Write(ref signal, Unset());
    }

    private static TaskCompletionSource Unset() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
