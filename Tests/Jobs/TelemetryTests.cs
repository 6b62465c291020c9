using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class TelemetryTests(PostgresServer postgres) : QueueTests(postgres)
{
    [Fact]
    public async Task A_run_belongs_to_the_trace_that_enqueued_it()
    {
        using var source = new ActivitySource("CommerceOS.Tests.Telemetry");
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name is JobsMetrics.Name || s == source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        var ran = new TaskCompletionSource<Activity?>();
        await StartWorkerAsync((_, _) =>
        {
            ran.SetResult(Activity.Current);
            return Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);
        });

        using (var request = source.StartActivity("request"))
        {
            await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
            var run = (await ran.Task.WaitAsync(Cancelled)).ShouldNotBeNull();
            run.TraceId.ShouldBe(request!.TraceId);
            run.ParentSpanId.ShouldBe(request.SpanId);
            run.OperationName.ShouldBe("run test");
        }
    }

    [Fact]
    public async Task Each_run_is_counted_with_its_outcome_and_every_instrument_says_what_it_is()
    {
        var outcomes = new ConcurrentQueue<string>();
        var instruments = new ConcurrentDictionary<string, Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name != JobsMetrics.Name) return;
                instruments[instrument.Name] = instrument;
                self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            // Other tests of the assembly run jobs too; the kind is this test's own only by its unusual outcomes.
            if (instrument.Name == "jobs.ended") foreach (var (key, value) in tags) if (key == "outcome") outcomes.Enqueue((string)value!);
        });
        listener.Start();

        await StartWorkerAsync((context, _) => Task.FromResult<JobOutcome>(context.Attempt == 1 ? new JobOutcome.Retry("again") : new JobOutcome.Discard("no")));
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await InStateAsync(id, JobState.Dead);

        await EventuallyAsync(() => Task.FromResult(outcomes.ToArray()), seen => seen.Contains("retried") && seen.Contains("dead"));
        instruments.Keys.Order().ShouldBe(["jobs.ended", "jobs.enqueued", "jobs.leases_lost", "jobs.rescued", "jobs.run", "jobs.running", "jobs.wait"]);
        instruments.Values.ShouldAllBe(instrument => !string.IsNullOrEmpty(instrument.Unit) && !string.IsNullOrEmpty(instrument.Description));
    }
}
