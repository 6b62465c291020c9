using System.Text.Json;

namespace CommerceOS.Jobs;

/// <summary>Payload of the job that tells of another's death; see <see cref="NewJob.OnDead"/>.</summary>
/// <param name="Id">Of the dead job.</param>
/// <param name="Kind">Of the dead job.</param>
/// <param name="Payload">Of the dead job.</param>
/// <param name="Error">Its last error: the reason it was discarded for, the exception, or that its worker stopped sending heartbeats.</param>
public sealed record DeadJob(Guid Id, string Kind, JsonElement Payload, string? Error)
{
    /// <summary>The dead job's payload as <typeparamref name="T"/>, as <see cref="JobContext.ReadPayload{T}"/> read it.</summary>
    /// <exception cref="JsonException">The payload does not fit the type, or is null.</exception>
    public T ReadPayload<T>() => Payload.Deserialize<T>(JsonSerializerOptions.Web) ?? throw new JsonException($"the payload of the dead job {Id} of kind {Kind} is null");
}
