using System.Security.Cryptography;
using System.Text;
using CommerceOS.Data.Objects;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Data.Objects;

/// <summary>What every object store does. A store is covered by deriving this class.</summary>
public abstract class ObjectStoreSuite : IAsyncLifetime
{
    private IObjectStore store = null!;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>An empty store.</summary>
    protected abstract Task<IObjectStore> CreateAsync();

    public async ValueTask InitializeAsync() => store = await CreateAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    // Below, at and above the sizes at which stores change their ways: encrypted chunks of 64 KiB, blocks of 8 MiB.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(8 << 20)]
    [InlineData((16 << 20) + 12_345)]
    public async Task What_is_put_is_read_back(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        await PutAsync("folder/object.bin", bytes);

        (await ReadAsync("folder/object.bin")).ShouldBe(bytes);
        (await store.FindAsync(Key("folder/object.bin"), Cancelled)).ShouldNotBeNull().SizeBytes.ShouldBe(size);
    }

    [Fact]
    public async Task A_missing_object_is_null_and_deleting_it_is_false()
    {
        (await store.OpenReadAsync(Key("missing"), range: null, Cancelled)).ShouldBeNull();
        (await store.OpenReadAsync(Key("missing"), new ByteRange(5, 5), Cancelled)).ShouldBeNull();
        (await store.OpenReadAsync(Key("missing"), new ByteRange(500_000, 5), Cancelled)).ShouldBeNull();
        (await store.FindAsync(Key("missing"), Cancelled)).ShouldBeNull();
        (await store.DeleteAsync(Key("missing"), Cancelled)).ShouldBeFalse();
        (await store.DeleteAsync(Key("missing/deeper"), Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_object_is_gone_and_its_neighbours_are_not()
    {
        await PutAsync("a", "1"u8);
        await PutAsync("a/b", "2"u8);
        (await store.DeleteAsync(Key("a"), Cancelled)).ShouldBeTrue();

        (await store.FindAsync(Key("a"), Cancelled)).ShouldBeNull();
        (await ReadAsync("a/b")).ShouldBe("2"u8.ToArray());
        (await store.DeleteAsync(Key("a"), Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Putting_replaces_also_a_longer_object_by_a_shorter_one()
    {
        await PutAsync("object", RandomNumberGenerator.GetBytes(200_000));
        await PutAsync("object", "short"u8);
        (await ReadAsync("object")).ShouldBe("short"u8.ToArray());
    }

    [Fact]
    public async Task A_put_that_fails_midway_leaves_what_was_there()
    {
        await PutAsync("object", "before"u8);
        await Should.ThrowAsync<IOException>(() => store.PutAsync(Key("object"), new BreakingStream(100_000), Cancelled));
        await Should.ThrowAsync<IOException>(() => store.PutAsync(Key("object"), new BreakingStream((8 << 20) + 5), Cancelled));
        await Should.ThrowAsync<IOException>(() => store.PutAsync(Key("new"), new BreakingStream(100_000), Cancelled));

        (await ReadAsync("object")).ShouldBe("before"u8.ToArray());
        (await store.FindAsync(Key("new"), Cancelled)).ShouldBeNull();
        (await store.ListAsync("", Cancelled).ToListAsync(Cancelled)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Any_range_reads_exactly_those_bytes_that_exist()
    {
        // Small and whole chunks, and the borders between them, are hit by these 150 random ranges of 300,000 bytes; the seed is fixed.
        var random = new Random(20261122);
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        await PutAsync("object", bytes);
        long[] borders = [0, 1, 65_535, 65_536, 65_537, 131_072, 262_144, 299_999, 300_000, 300_001, 400_000];
        var ranges = borders.SelectMany(from => borders.Where(to => to > from).Select(to => (From: from, Length: (long?)(to - from)))).Concat(borders.Select(from => (From: from, Length: (long?)null)))
            .Concat(Enumerable.Range(0, 80).Select(_ => (From: random.NextInt64(310_000), Length: random.Next(4) == 0 ? (long?)null : random.NextInt64(1, 200_000))));

        foreach (var (from, length) in ranges)
        {
            var start = (int)Math.Min(from, bytes.Length);
            var end = length is { } some ? (int)Math.Min(from + some, bytes.Length) : bytes.Length;
            (await ReadAsync("object", new(from, length))).AsSpan().SequenceEqual(bytes.AsSpan(start, end - start)).ShouldBeTrue($"range {from}, {length}");
        }
    }

    [Fact]
    public async Task A_range_of_an_empty_object_is_empty()
    {
        await PutAsync("empty", []);
        (await ReadAsync("empty", new(0, 10))).ShouldBeEmpty();
        (await ReadAsync("empty", new(100_000, 10))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_has_what_begins_with_the_prefix_in_ordinal_order_with_sizes()
    {
        foreach (var key in new[] { "w/b/2", "w/b/10", "w/a", "w/ab", "w2/x", "w/b-1" }) await PutAsync(key, Encoding.ASCII.GetBytes(key));

        (await KeysAsync("w/")).ShouldBe(["w/a", "w/ab", "w/b-1", "w/b/10", "w/b/2"]);
        (await KeysAsync("w/b")).ShouldBe(["w/b-1", "w/b/10", "w/b/2"]);
        (await KeysAsync("")).ShouldBe(["w/a", "w/ab", "w/b-1", "w/b/10", "w/b/2", "w2/x"]);
        (await KeysAsync("missing/")).ShouldBeEmpty();
        (await store.ListAsync("w/b/10", Cancelled).SingleAsync(Cancelled)).SizeBytes.ShouldBe("w/b/10".Length);
        await Should.ThrowAsync<ArgumentException>(() => KeysAsync("../"));
    }

    [Fact]
    public async Task A_reader_keeps_what_it_opened_while_the_object_is_replaced_and_deleted()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        await PutAsync("object", bytes);
        await using var reader = await store.OpenReadAsync(Key("object"), range: null, Cancelled);
        await PutAsync("object", RandomNumberGenerator.GetBytes(100_000));
        await store.DeleteAsync(Key("object"), Cancelled);

        (await BytesAsync(reader!)).ShouldBe(bytes);
    }

    private static ObjectKey Key(string text) => ObjectKey.Parse(text);

    private static async Task<byte[]> BytesAsync(Stream stream)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, Cancelled);
        return memory.ToArray();
    }

    private Task PutAsync(string key, ReadOnlySpan<byte> bytes) => store.PutAsync(Key(key), new MemoryStream(bytes.ToArray()), Cancelled);

    private async Task<byte[]> ReadAsync(string key, ByteRange? range = null)
    {
        await using var stream = await store.OpenReadAsync(Key(key), range, Cancelled);
        return await BytesAsync(stream.ShouldNotBeNull());
    }

    private async Task<List<string>> KeysAsync(string prefix) => await store.ListAsync(prefix, Cancelled).Select(stored => stored.Key.Value).ToListAsync(Cancelled);

    /// <summary>Gives so many bytes, then fails as a connection does.</summary>
    private sealed class BreakingStream(int after) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new IOException("the connection broke");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("the connection broke");
    }
}
