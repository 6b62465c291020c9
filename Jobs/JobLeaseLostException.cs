namespace CommerceOS.Jobs;

/// <summary>A run tried to complete a job whose lease it no longer holds.</summary>
public sealed class JobLeaseLostException(JobId id)
    : Exception($"the lease of job {id} was lost: another worker may run it, so nothing of this run may be committed")
{
    public JobId Id { get; } = id;
}
