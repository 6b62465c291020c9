using System.Buffers.Binary;
using System.Globalization;
using CommerceOS.Contracts;
using CommerceOS.Domain.Catalog;
using CommerceOS.Studio.Vips;
using CommerceOS.Tests.Harness;
using CommerceOS.Tests.Studio;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Faults;

/// <summary>
/// Thousands of damaged photos through the whole upload path: HTTP, store, queue, worker process, decoder child. What this cannot
/// prove: that a flipped bit inside the compressed pixels of a JPEG, WebP or AVIF is noticed; those formats carry no checksum, so such files
/// may be accepted, with the size that their header says.
/// </summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class FuzzTests
{
    private const int Files = 3_000;
    private const int PerProduct = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_thousand_damaged_files_crash_nothing_and_none_is_accepted_wrongly()
    {
        using var studio = new StudioFixture(); // starts the imaging library that makes the sound photos
        await using var postgres = new PostgresServer();
        await using var system = new CommerceSystem(postgres) { HasWorker = false };
        await system.InitializeAsync();
        using var worker = new WorkerProcess(system);
        var merchant = await system.SignUpAsync(confirmed: false);
        var cases = DamagedPhotos.Make(Files, seed: 20261122).ToList();
        var atTheEdge = 0;
        var expectations = new Dictionary<Guid, DamagedPhoto>();
        List<long> memory = [];
        foreach (var batch in cases.Chunk(PerProduct))
        {
            var sku = string.Create(CultureInfo.InvariantCulture, $"FUZZ-{memory.Count}");
            var product = await merchant.Client.CreateProductAsync(merchant.Workspace, new(sku, [new("en", "Fuzz", "", [])], "", "", null, null, [], ["en"]), Stop);
            foreach (var photo in batch)
            {
                try
                {
                    var asset = await merchant.Client.UploadPhotoAsync(merchant.Workspace, product.Value.Id, "photo.jpg", new MemoryStream(photo.Bytes), Stop);
                    expectations.Add(asset.Id, photo);
                }
                catch (CommerceApiException refused)
                {
                    refused.Problem.Status.ShouldBeInRange(400, 499, $"{photo.Name}: {refused.Problem.Code}");
                    atTheEdge++;
                }
            }

            memory.Add(MemoryOf(worker.Id));
        }

        var accepted = 0;
        List<string> wrong = [];
        while (await system.InDatabaseAsync(merchant.Workspace, data => data.Assets.AnyAsync(a => a.State == AssetState.Processing))) await Task.Delay(200, Stop);
        foreach (var asset in await system.InDatabaseAsync(merchant.Workspace, data => data.Assets.AsNoTracking().ToListAsync()))
        {
            var photo = expectations[asset.Id.Value];
            if (asset.State == AssetState.Refused) continue;
            accepted++;
            if (!photo.MayBeAccepted) wrong.Add(photo.Name);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Files} files: {atTheEdge} refused by the API, {expectations.Count - accepted} by the decoder, {accepted} accepted; worker {memory[memory.Count / 3]} MiB after a third, {memory[^1]} MiB at the end");
        wrong.ShouldBeEmpty();
        worker.HasExited.ShouldBeFalse();
        (await merchant.Client.UploadPhotoAsync(merchant.Workspace, (await merchant.Client.CreateProductAsync(merchant.Workspace, new("SOUND", [new("en", "Sound", "", [])], "", "", null, null, [], ["en"]), Stop)).Value.Id, "bottle.jpg", new MemoryStream(Photos.Bottle), Stop)).ShouldNotBeNull();
        (expectations.Count - accepted).ShouldBeGreaterThan(Files / 10, "else the damage did not reach the decoder");
        (memory[^1] - memory[memory.Count / 3]).ShouldBeLessThan(150, "MiB of growth of the worker");
    }

    private static long MemoryOf(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
}

/// <param name="Name">What was done to which format.</param>
/// <param name="MayBeAccepted">False where the damage is one that must be noticed.</param>
internal sealed record DamagedPhoto(string Name, byte[] Bytes, bool MayBeAccepted);

/// <summary>Bit flips, truncations, forged headers and bombs made from small sound photos, the same for the same seed.</summary>
internal static class DamagedPhotos
{
    public static IEnumerable<DamagedPhoto> Make(int count, int seed)
    {
        var photo = StudioFixture.BallOnGrey(200, 150).Photo;
        List<(string Format, byte[] Bytes)> sound =
        [
            ("JPEG", StudioFixture.Jpeg(photo)), ("PNG", StudioFixture.Encode(photo, "pngsave_buffer")), ("WebP", StudioFixture.Encode(photo, "webpsave_buffer")),
        ];
        try
        {
            sound.Add(("AVIF", StudioFixture.Encode(photo, "heifsave_buffer", ("compression", "av1"), ("Q", 60), ("effort", 0))));
        }
        catch (VipsException)
        {
            // This libvips writes no AVIF: the other three formats get its share.
        }

        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var (format, bytes) = sound[i % sound.Count];
            yield return (i / sound.Count % 10) switch
            {
                < 5 => Flip(format, bytes, random),
                < 8 => new($"{format} cut off", bytes[..random.Next(bytes.Length - 1)], MayBeAccepted: false),
                8 => Forge(format, bytes, random),
                _ => Bomb(random),
            };
        }
    }

    private static DamagedPhoto Flip(string format, byte[] bytes, Random random)
    {
        var damaged = (byte[])bytes.Clone();
        for (var flips = 1 + random.Next(16); flips > 0; flips--)
        {
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        }

        // Two flips may meet and undo each other; and a PNG's ancillary chunks are not the picture.
        var noticed = format == "PNG" && !damaged.AsSpan().SequenceEqual(bytes) && damaged.AsSpan(0, 33).SequenceEqual(bytes.AsSpan(0, 33)) == false;
        return new($"{format} with flipped bits", damaged, MayBeAccepted: !noticed);
    }

    // A header that promises more rows than there are.
    private static DamagedPhoto Forge(string format, byte[] bytes, Random random)
    {
        var forged = (byte[])bytes.Clone();
        var rows = 150 + (1 << random.Next(6, 14));
        switch (format)
        {
            case "JPEG":
                BinaryPrimitives.WriteUInt16BigEndian(forged.AsSpan(forged.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 5), (ushort)rows);
                break;
            case "PNG":
                BinaryPrimitives.WriteInt32BigEndian(forged.AsSpan(20), rows);
                BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(29), Photos.Crc(forged.AsSpan(12, 17)));
                break;
            case "WebP":
                // VP8: a frame tag of 3 bytes, a start code of 3, then width and height in 14 bits each.
                BinaryPrimitives.WriteUInt16LittleEndian(forged.AsSpan(forged.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]) + 5), (ushort)(rows & 0x3FFF));
                break;
            default:
                BinaryPrimitives.WriteInt32BigEndian(forged.AsSpan(forged.AsSpan().IndexOf("ispe"u8) + 12), rows);
                break;
        }

        return new($"{format} with {rows} rows forged", forged, MayBeAccepted: false);
    }

    private static DamagedPhoto Bomb(Random random)
    {
        var side = random.Next(8_000, 40_000);
        return new($"PNG bomb of {side} x {side}", Photos.PngBomb(side, side), MayBeAccepted: false);
    }
}
