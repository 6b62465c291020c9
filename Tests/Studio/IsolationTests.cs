using System.Diagnostics;
using CommerceOS.Studio;
using CommerceOS.Studio.Isolation;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>Decoding in child processes, and children that die.</summary>
[Collection(nameof(StudioCollection))]
public sealed class IsolationTests(StudioFixture studio)
{
    // The worker's program as it lies beside the tests: the same that the product starts.
    private static readonly string[] Worker = ["dotnet", Path.Combine(AppContext.BaseDirectory, "CommerceOS.Workers.dll")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_child_gives_the_same_bytes_as_the_engine_in_this_process()
    {
        await using var decoder = Decoder();

        var there = (await decoder.NormaliseAsync(Photos.Bottle, Stop)).ShouldBeOfType<NormaliseOutcome.Normalised>();

        var here = studio.Normalised(Photos.Bottle);
        (there.Master.SequenceEqual(here.Master), there.Preview.SequenceEqual(here.Preview), there.Thumb.SequenceEqual(here.Thumb)).ShouldBe((true, true, true));
        (there with { Master = here.Master, Preview = here.Preview, Thumb = here.Thumb }).ShouldBe(here);
        decoder.Children.Count.ShouldBe(1, "a child stays warm for the next upload");
    }

    [Fact]
    public async Task A_refusal_travels_with_its_reason_and_the_child_lives_on()
    {
        await using var decoder = Decoder();

        var refused = (await decoder.NormaliseAsync("<svg/>"u8.ToArray(), Stop)).ShouldBeOfType<NormaliseOutcome.Refused>();

        refused.ShouldBe(studio.Engine.Normalise("<svg/>"u8.ToArray()));
        (decoder.Children.Count, decoder.Deaths).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_native_crash_in_a_child_costs_one_child_and_nothing_else()
    {
        const int segv = 11;
        await using var decoder = Decoder();
        await decoder.NormaliseAsync("warm up"u8.ToArray(), Stop);
        var child = decoder.Children.Single();
        // .NET lets one SIGSEGV from outside pass, as no instruction will raise it again; the second ends the process.
        Signal(child, "SEGV");
        while (Pending(child, segv)) await Task.Yield(); // of two that wait only one would arrive
        Signal(child, "STOP");

        var upload = decoder.NormaliseAsync(Photos.Bottle, Stop);
        Signal(child, "SEGV");
        Signal(child, "CONT");

        (await upload).ShouldBeOfType<NormaliseOutcome.Normalised>();
        decoder.Deaths.ShouldBe(1);
        decoder.Children.ShouldNotContain(child);
    }

    [Fact]
    public async Task A_file_that_crashes_two_children_is_refused_and_the_next_upload_is_served()
    {
        await using var decoder = Decoder();
        var upload = decoder.NormaliseAsync(Photos.Bottle, Stop);
        HashSet<int> crashed = [];
        while (!upload.IsCompleted)
        {
            foreach (var child in decoder.Children.Where(crashed.Add)) Process.GetProcessById(child).Kill();
            await Task.Yield();
        }

        var refused = (await upload).ShouldBeOfType<NormaliseOutcome.Refused>();
        (refused.Code, decoder.Deaths).ShouldBe(("corrupt", 2));
        (await decoder.NormaliseAsync(Photos.Bottle, Stop)).ShouldBeOfType<NormaliseOutcome.Normalised>();
    }

    [Fact]
    public async Task A_child_that_hangs_is_ended_after_the_time_limit_and_the_file_refused()
    {
        await using var decoder = Decoder(new() { Command = Worker, Timeout = TimeSpan.FromSeconds(1), Children = 1 });
        await decoder.NormaliseAsync("warm up"u8.ToArray(), Stop);
        var child = decoder.Children.Single();
        Signal(child, "STOP");

        var refused = (await decoder.NormaliseAsync(Photos.Bottle, Stop)).ShouldBeOfType<NormaliseOutcome.Refused>();

        refused.ShouldBe(new NormaliseOutcome.Refused(RefusalReason.TooSlow, "Decoding took longer than 1 s. Export the photo anew, or smaller."));
        Lives(child).ShouldBeFalse();
    }

    [Fact]
    public async Task A_child_is_replaced_after_its_share_of_uploads()
    {
        await using var decoder = Decoder(new() { Command = Worker, RecycleAfter = 2, Children = 1 });
        HashSet<int> children = [];
        for (var i = 0; i < 3; i++)
        {
            await decoder.NormaliseAsync("no photo"u8.ToArray(), Stop);
            children.UnionWith(decoder.Children);
        }

        children.Count.ShouldBe(2);
        decoder.Deaths.ShouldBe(0);
    }

    [Fact]
    public async Task No_child_outlives_its_decoder()
    {
        var decoder = Decoder();
        await decoder.NormaliseAsync("no photo"u8.ToArray(), Stop);
        var child = decoder.Children.Single();
        Lives(child).ShouldBeTrue();

        await decoder.DisposeAsync();

        Lives(child).ShouldBeFalse();
    }

    [Fact]
    public async Task A_child_knows_no_secrets()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__isolation_test", "Host=secret");
        await using var decoder = Decoder();
        await decoder.NormaliseAsync("no photo"u8.ToArray(), Stop);

        var environment = await File.ReadAllTextAsync($"/proc/{decoder.Children.Single()}/environ", Stop);

        environment.ShouldContain("PATH=");
        environment.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("/bin/false")]
    [InlineData("/bin/echo")]
    [InlineData("/no/such/program")]
    public async Task A_program_that_is_no_decoder_is_the_machines_fault_and_not_the_files(string program)
    {
        await using var decoder = Decoder(new() { Command = [program] });

        var failure = await Should.ThrowAsync<StudioUnavailableException>(() => decoder.NormaliseAsync(Photos.Bottle, Stop));

        failure.Message.ShouldContain(program);
    }

    private static UploadDecoder Decoder(DecoderOptions? options = null) => new(options ?? new() { Command = Worker });

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    // ShdPnd: a bit a signal, hexadecimal, the lowest for signal 1.
    private static bool Pending(int process, int signal)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith("ShdPnd:", StringComparison.Ordinal));
        return (ulong.Parse(line.AsSpan(7).Trim(), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }

    // A process that was ended but not yet collected counts as dead: "Z" in the third field.
    private static bool Lives(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
