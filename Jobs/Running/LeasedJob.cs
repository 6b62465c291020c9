using System.Runtime.InteropServices;

namespace CommerceOS.Jobs.Running;

// A job as it was when this worker took it. LeaseId is the fence: every write about the job names it.
internal sealed record LeasedJob(
    JobId Id,
    Guid LeaseId,
    string Kind,
    string Payload,
    int Attempt,
    int MaxAttempts,
    short Priority,
    bool Keyed,
    string? Tenant,
    string? TraceParent,
    DateTimeOffset CreatedAt,
    TimeSpan Waited)
{
    public LeaseKey Key => new(Id, LeaseId);
}

// A worker that was paused can lose a job and take it again while its first run has not ended: two runs, two leases, one job.
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LeaseKey(JobId Id, Guid LeaseId);
