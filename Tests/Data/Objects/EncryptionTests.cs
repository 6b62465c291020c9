using System.Security.Cryptography;
using CommerceOS.Data.Objects;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Data.Objects;

/// <summary>What an attacker, or a broken disk, does to stored bytes is noticed, whichever byte it is.</summary>
public sealed class EncryptionTests : IDisposable
{
    private const int Chunk = 65_536;
    private const int Sealed = Chunk + 16;
    private const int Header = 53;
    private static readonly ObjectKey Key = ObjectKey.Parse("workspaces/1/photo");
    private static readonly ObjectKey Other = ObjectKey.Parse("workspaces/1/other");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerceos-objects-");
    private readonly DataKey dataKey = new(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32));
    private readonly FileObjectStore inner;
    private readonly EncryptedObjectStore store;

    public EncryptionTests()
    {
        inner = new(folder.FullName, TimeProvider.System);
        store = new(inner, dataKey);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<byte[], byte[]>> Attacks => new()
    {
        { "magic", Flip(0) },
        { "version", Flip(4) },
        { "salt", Flip(30) },
        { "first byte", Flip(Header) },
        { "first tag", Flip(Header + Chunk + 3) },
        { "middle chunk", Flip(Header + Sealed + 100) },
        { "last byte", bytes => Flip(bytes.Length - 1)(bytes) },
        { "cut in the header", bytes => bytes[..20] },
        { "cut after the header", bytes => bytes[..Header] },
        { "cut in a tag", bytes => bytes[..(Header + Chunk + 5)] },
        { "cut after the first chunk", bytes => bytes[..(Header + Sealed)] },
        { "cut after the second chunk", bytes => bytes[..(Header + (2 * Sealed))] },
        { "cut in the last chunk", bytes => bytes[..^1] },
        { "one byte more", bytes => [.. bytes, 0] },
        { "the last chunk twice", bytes => [.. bytes, .. bytes[(Header + (2 * Sealed))..]] },
        { "chunks swapped", bytes => [.. bytes[..Header], .. bytes[(Header + Sealed)..(Header + (2 * Sealed))], .. bytes[Header..(Header + Sealed)], .. bytes[(Header + (2 * Sealed))..]] },
        { "first chunk left out", bytes => [.. bytes[..Header], .. bytes[(Header + Sealed)..]] },
        { "empty", _ => [] },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Tampering_is_noticed(string what, Func<byte[], byte[]> attack)
    {
        await PutAsync(Key, (2 * Chunk) + 1000);
        (await ReadAsync(store, Key)).Length.ShouldBe((2 * Chunk) + 1000);

        await RewriteAsync(Key, attack(await RawAsync(Key)));

        (await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(store, Key), what)).Reason.ShouldBe(UnreadableReason.Damaged);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(Chunk + 5, 10)]
    [InlineData(2 * Chunk, 1)]
    public async Task Tampering_is_noticed_by_a_range_that_touches_it(long offset, long length)
    {
        await PutAsync(Key, (2 * Chunk) + 1000);
        var bytes = await RawAsync(Key);
        await RewriteAsync(Key, Flip((int)(Header + (offset / Chunk * Sealed)))(bytes));

        await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(store, Key, new(offset, length)));
    }

    [Theory]
    [InlineData((2 * Chunk) + 500)]
    [InlineData(2 * Chunk)]
    [InlineData(10 * Chunk)]
    public async Task A_range_where_an_object_was_cut_off_is_an_error_not_an_end(long offset)
    {
        await PutAsync(Key, (2 * Chunk) + 1000);
        await RewriteAsync(Key, (await RawAsync(Key))[..(Header + (2 * Sealed))]);

        await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(store, Key, new(offset, 10)));
    }

    [Fact]
    public async Task An_object_put_in_another_s_place_is_noticed()
    {
        await PutAsync(Key, 1000);
        await PutAsync(Other, 1000);
        await RewriteAsync(Key, await RawAsync(Other));

        (await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(store, Key))).Reason.ShouldBe(UnreadableReason.Damaged);
        (await ReadAsync(store, Other)).Length.ShouldBe(1000);
    }

    [Fact]
    public async Task A_chunk_of_another_object_is_noticed()
    {
        await PutAsync(Key, 3 * Chunk);
        await PutAsync(Other, 3 * Chunk);
        var (mine, others) = (await RawAsync(Key), await RawAsync(Other));
        others.AsSpan(Header + Sealed, Sealed).CopyTo(mine.AsSpan(Header + Sealed));
        await RewriteAsync(Key, mine);

        await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(store, Key));
    }

    [Fact]
    public async Task Another_data_key_reads_nothing()
    {
        await PutAsync(Key, 1000);
        var otherId = new EncryptedObjectStore(inner, new DataKey(Guid.CreateVersion7(), dataKey.Secret));
        (await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(otherId, Key))).Reason.ShouldBe(UnreadableReason.KeyDestroyed);
        var otherSecret = new EncryptedObjectStore(inner, new DataKey(dataKey.Id, RandomNumberGenerator.GetBytes(32)));
        (await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(otherSecret, Key))).Reason.ShouldBe(UnreadableReason.Damaged);
    }

    [Fact]
    public async Task Equal_contents_are_stored_as_different_bytes_and_none_in_the_clear()
    {
        var content = "a merchant's secret recipe "u8.ToArray();
        await store.PutAsync(Key, new MemoryStream(content), Cancelled);
        await store.PutAsync(Other, new MemoryStream(content), Cancelled);

        var (first, second) = (await RawAsync(Key), await RawAsync(Other));
        first.AsSpan().IndexOf("recipe"u8).ShouldBe(-1);
        first.AsSpan(Header).SequenceEqual(second.AsSpan(Header)).ShouldBeFalse();
        first.Length.ShouldBe(Header + content.Length + 16);
    }

    [Theory]
    [InlineData(0L, null)]
    [InlineData(53L, null)]
    [InlineData(68L, null)]
    [InlineData(69L, 0L)]
    [InlineData(70L, 1L)]
    [InlineData(53L + Sealed, (long)Chunk)]
    [InlineData(53L + Sealed + 15, null)]
    [InlineData(53L + Sealed + 17, Chunk + 1L)]
    public void The_size_of_the_content_follows_from_the_stored_size(long stored, long? plain) => ObjectCipher.PlainSize(stored).ShouldBe(plain);

    public void Dispose() => folder.Delete(recursive: true);

    private static Func<byte[], byte[]> Flip(int at) => bytes =>
    {
        var changed = (byte[])bytes.Clone();
        changed[at] ^= 1;
        return changed;
    };

    private static async Task<byte[]> ReadAsync(IObjectStore from, ObjectKey key, ByteRange? range = null)
    {
        await using var stream = (await from.OpenReadAsync(key, range, Cancelled)).ShouldNotBeNull();
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, Cancelled);
        return memory.ToArray();
    }

    private Task PutAsync(ObjectKey key, int size) => store.PutAsync(key, new MemoryStream(RandomNumberGenerator.GetBytes(size)), Cancelled);

    private Task<byte[]> RawAsync(ObjectKey key) => ReadAsync(inner, key);

    private Task RewriteAsync(ObjectKey key, byte[] bytes) => inner.PutAsync(key, new MemoryStream(bytes), Cancelled);
}
