using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace CommerceOS.Connectors.Channels.ListingPackage;

/// <summary>
/// Writes listings as one ZIP: pictures named by SKU as Amazon's image upload expects them (<c>SKU.MAIN.jpg</c>, <c>SKU.PT01.jpg</c>), and for each
/// language a Shopify product CSV, an Amazon-style flat file and a Google Merchant feed; a manifest with the hash of every file, and a note.
/// </summary>
public static class ListingPackageWriter
{
    /// <summary>
    /// The dry run: the files that <see cref="WriteAsync"/> would write, with their sizes and hashes, made in the same way and kept nowhere.
    /// The package is a file, so its files are the exact request.
    /// </summary>
    /// <exception cref="ArgumentException">There is no listing.</exception>
    public static Task<IReadOnlyList<PackagedFile>> DryRunAsync(PackageContent content, CancellationToken cancellationToken) => WriteAsync(content, Stream.Null, cancellationToken);

    /// <exception cref="ArgumentException">There is no listing.</exception>
    /// <exception cref="InvalidDataException">A picture has other bytes than those that were approved.</exception>
    public static async Task<IReadOnlyList<PackagedFile>> WriteAsync(PackageContent content, Stream output, CancellationToken cancellationToken)
    {
        if (content.Listings.Count == 0) throw new ArgumentException("expected at least one listing, got none", nameof(content));
        content = content with { Listings = [.. content.Listings.Select(PlainText.Clean)] };
        var names = new ImageNames();
        var files = new List<PackagedFile>();
        var imageNames = new Dictionary<(string Sku, Guid Asset), string>();
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var listing in content.Listings)
        {
            var pieces = listing.Images.Select((image, i) => (image, Name: names.Next(listing.Sku, i, image.ContentType)))
                .Concat(listing.Videos.Select((video, i) => (video, Name: names.NextVideo(listing.Sku, i)))).ToList();
            foreach (var (image, name) in pieces)
            {
                cancellationToken.ThrowIfCancellationRequested();
                imageNames[(listing.Sku, image.AssetId)] = name;
                // Pictures and videos are compressed already.
                await using var bytes = await image.Read(cancellationToken);
                files.Add(await AddAsync(zip, content, name, CompressionLevel.NoCompression, target => bytes.CopyToAsync(target, cancellationToken), cancellationToken));
                if (files[^1].Sha256 != image.Sha256) throw new InvalidDataException($"{name} does not have the bytes that were approved.");
            }
        }
        foreach (var language in content.Listings.SelectMany(l => l.Copies).Select(c => c.Language).Distinct().Order(StringComparer.Ordinal))
        {
            var listings = content.Listings.SelectMany(l => l.Copies.Where(c => c.Language == language).Select(c => (l, c.Text))).ToList();
            files.Add(await AddTextAsync(zip, content, $"shopify-products.{language}.csv", ShopifyCsv.Write(listings), cancellationToken));
            files.Add(await AddTextAsync(zip, content, $"amazon-listings.{language}.txt", AmazonFlatFile.Write(listings), cancellationToken));
            files.Add(await AddTextAsync(zip, content, $"google-merchant.{language}.xml", GoogleMerchantFeed.Write(listings, language), cancellationToken));
        }
        files.Add(await AddTextAsync(zip, content, "READ-ME.txt", PackageNote.Text, cancellationToken));
        files.Add(await AddTextAsync(zip, content, "manifest.json", PackageManifest.Write(content, files, imageNames), cancellationToken));
        return files;
    }

    private static Task<PackagedFile> AddTextAsync(ZipArchive zip, PackageContent content, string name, string text, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return AddAsync(zip, content, name, CompressionLevel.Optimal, target => target.WriteAsync(bytes, cancellationToken).AsTask(), cancellationToken);
    }

    private static async Task<PackagedFile> AddAsync(
        ZipArchive zip, PackageContent content, string name, CompressionLevel level, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = content.MadeAt.ToUniversalTime();
        await using var target = await entry.OpenAsync(cancellationToken);
        await using var hashing = new HashingStream(target);
        await write(hashing);
        return new(name, hashing.Written, hashing.Hash());
    }

    /// <summary>Counts and hashes what passes through.</summary>
    private sealed class HashingStream(Stream inner) : Stream
    {
        private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Written { get; private set; }

        public string Hash() => Convert.ToHexStringLower(_sha.GetHashAndReset());

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            _sha.AppendData(buffer, offset, count);
            Written += count;
            inner.Write(buffer, offset, count);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _sha.AppendData(buffer.Span);
            Written += buffer.Length;
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _sha.Dispose();
            base.Dispose(disposing);
        }
    }
}
