using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CommerceOS.Connectors.Channels;
using CommerceOS.Connectors.Channels.ListingPackage;
using CsvHelper;
using CsvHelper.Configuration;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Conformance;

/// <summary>The listing package: what it sends is a file, so its dry run is the list of what is in it.</summary>
public sealed class ListingPackageTests : ChannelSuite
{
    protected override SalesChannel Channel => SalesChannels.ListingPackage;

    protected override async Task<ChannelOutput> SendAsync(PackageContent content, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var said = await ListingPackageWriter.WriteAsync(content, file, cancellationToken);
        var bytes = file.ToArray();
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return new(bytes, [.. zip.Entries.Select(entry => (entry.FullName, BytesOf(entry)))], said);
    }

    protected override Task<IReadOnlyList<PackagedFile>> DryRunAsync(PackageContent content, CancellationToken cancellationToken) => ListingPackageWriter.DryRunAsync(content, cancellationToken);

    protected override IEnumerable<(string Text, bool IsCell)> Read(string name, byte[] part) => Path.GetExtension(name) switch
    {
        ".csv" => Table(part, ","),
        ".txt" when name.StartsWith("amazon", StringComparison.Ordinal) => Table(part, "\t"),
        ".xml" => XDocument.Parse(Encoding.UTF8.GetString(part)).Descendants().Where(e => !e.HasElements).Select(e => (e.Value, false)),
        ".json" => [(JsonDocument.Parse(part).RootElement.GetProperty("listings")[0].GetProperty("title").GetString()!, false)],
        _ => [],
    };

    [Fact]
    public async Task Each_language_has_a_file_for_every_shop_and_the_manifest_lists_all_the_others()
    {
        var sent = await SendAsync(Content(Listing("MUG-1", "A mug")), Cancelled);
        sent.Parts.Select(p => p.Name).ShouldBe(
        [
            "images/MUG-1.MAIN.jpg", "images/MUG-1.PT01.jpg", "shopify-products.en.csv", "amazon-listings.en.txt", "google-merchant.en.xml",
            "shopify-products.zh-Hans.csv", "amazon-listings.zh-Hans.txt", "google-merchant.zh-Hans.xml", "READ-ME.txt", "manifest.json",
        ]);
        var manifest = JsonDocument.Parse(sent.Parts[^1].Bytes).RootElement;
        manifest.GetProperty("files").EnumerateArray().Select(f => (f.GetProperty("name").GetString(), f.GetProperty("sha256").GetString()))
            .ShouldBe(sent.Said.SkipLast(1).Select(f => ((string?)f.Name, (string?)f.Sha256)));
    }

    // A reader that knows quotation marks, as spreadsheets do; every row has to have the header's number of cells.
    private static IEnumerable<(string Text, bool IsCell)> Table(byte[] part, string delimiter)
    {
        using var csv = new CsvParser(new StreamReader(new MemoryStream(part)), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, Mode = CsvMode.RFC4180, BadDataFound = delimiter == "\t" ? null : args => throw new InvalidDataException(args.Field) });
        csv.Read().ShouldBeTrue();
        var columns = csv.Count;
        var rows = 0;
        var cells = new List<(string, bool)>();
        while (csv.Read())
        {
            csv.Count.ShouldBe(columns);
            cells.AddRange(csv.Record!.Select(cell => (cell, true)));
            rows++;
        }
        rows.ShouldBeInRange(1, 8);
        return cells;
    }

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
