using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CommerceOS.Jobs;

/// <summary>What the queue measures, and the source of its spans. Names, units and tags are a contract with dashboards.</summary>
public sealed class JobsMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "CommerceOS.Jobs";

    internal static readonly ActivitySource Activities = new(Name);

    private readonly Counter<long> enqueued;
    private readonly Counter<long> ended;
    private readonly Counter<long> rescued;
    private readonly Counter<long> leasesLost;
    private readonly UpDownCounter<long> running;
    private readonly Histogram<double> waited;
    private readonly Histogram<double> ran;

    public JobsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        enqueued = meter.CreateCounter<long>("jobs.enqueued", "{job}", "Jobs added, by kind.");
        ended = meter.CreateCounter<long>("jobs.ended", "{run}", "Runs that ended, by kind and outcome (done, snoozed, retried, dead, cancelled, returned, lost).");
        rescued = meter.CreateCounter<long>("jobs.rescued", "{job}", "Jobs taken back from workers that stopped sending heartbeats.");
        leasesLost = meter.CreateCounter<long>("jobs.leases_lost", "{lease}", "Leases that this worker lost while it ran the job.");
        running = meter.CreateUpDownCounter<long>("jobs.running", "{job}", "Jobs that this worker runs now, by kind.");
        waited = meter.CreateHistogram<double>("jobs.wait", "s", "Time from the moment a job was due to the start of its run, by kind.");
        ran = meter.CreateHistogram<double>("jobs.run", "s", "Time that a run took, by kind.");
    }

    internal void Enqueued(string kind, int count) => enqueued.Add(count, KeyValuePair.Create("kind", (object?)kind));

    internal void Started(string kind, TimeSpan wait)
    {
        var tag = KeyValuePair.Create("kind", (object?)kind);
        running.Add(1, tag);
        waited.Record(Math.Max(0, wait.TotalSeconds), tag);
    }

    internal void Ran(string kind, TimeSpan duration)
    {
        var tag = KeyValuePair.Create("kind", (object?)kind);
        running.Add(-1, tag);
        ran.Record(duration.TotalSeconds, tag);
    }

    internal void Ended(string kind, string outcome) => ended.Add(1, KeyValuePair.Create("kind", (object?)kind), KeyValuePair.Create("outcome", (object?)outcome));

    internal void Rescued(int count) => rescued.Add(count);

    internal void LeaseLost() => leasesLost.Add(1);
}
