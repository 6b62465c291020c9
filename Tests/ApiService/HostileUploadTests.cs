using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>Files that are not sound photos: each is refused with its status and code, and nothing of it is stored.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class HostileUploadTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, (byte[] File, int Status, string Code)> Files = new()
    {
        ["empty"] = ([], 422, "photo_empty"),
        ["one byte"] = ([0xFF], 415, "photo_format"),
        ["zeros"] = (new byte[4096], 415, "photo_format"),
        ["text"] = (Encoding.UTF8.GetBytes("this is not a photo"), 415, "photo_format"),
        ["web page"] = (Encoding.UTF8.GetBytes("<!DOCTYPE html><html><script>alert(1)</script></html>"), 415, "photo_format"),
        ["SVG with script"] = (Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), 415, "photo_format"),
        ["XML bomb"] = (Encoding.UTF8.GetBytes("<?xml version='1.0'?><!DOCTYPE b [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><b>&b;</b>"), 415, "photo_format"),
        ["PDF"] = (Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n"), 415, "photo_format"),
        ["GIF"] = (Encoding.ASCII.GetBytes("GIF89a\u0001\0\u0001\0"), 415, "photo_format"),
        ["BMP"] = ([(byte)'B', (byte)'M', .. new byte[60]], 415, "photo_format"),
        ["TIFF"] = ([(byte)'I', (byte)'I', 42, 0, .. new byte[60]], 415, "photo_format"),
        ["Photoshop"] = (Encoding.ASCII.GetBytes("8BPS\0\u0001"), 415, "photo_format"),
        ["ZIP"] = ([(byte)'P', (byte)'K', 3, 4, .. new byte[60]], 415, "photo_format"),
        ["gzip"] = ([0x1F, 0x8B, 8, 0, .. new byte[20]], 415, "photo_format"),
        ["program"] = ([0x7F, (byte)'E', (byte)'L', (byte)'F', .. new byte[60]], 415, "photo_format"),
        ["MP4"] = ([0, 0, 0, 0x18, .. Encoding.ASCII.GetBytes("ftypmp42"), .. new byte[40]], 415, "photo_format"),
        ["sound"] = ([.. Encoding.ASCII.GetBytes("RIFF"), 0x24, 0, 0, 0, .. Encoding.ASCII.GetBytes("WAVEfmt "), .. new byte[20]], 415, "photo_format"),
        ["JPEG without anything behind its mark"] = ([0xFF, 0xD8, 0xFF], 422, "photo_truncated"),
        ["JPEG cut in the header"] = (Photos.Bottle[..200], 422, "photo_truncated"),
        ["JPEG cut in the middle"] = (Photos.Bottle[..(Photos.Bottle.Length / 2)], 422, "photo_truncated"),
        ["JPEG without its last two bytes"] = (Photos.Bottle[..^2], 422, "photo_truncated"),
        ["JPEG with a segment of length 0"] = ([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, .. new byte[60]], 422, "photo_corrupt"),
        ["JPEG with rubbish between segments"] = ([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0x33, 0x44, .. new byte[60]], 422, "photo_corrupt"),
        ["JPEG of 65500 x 65500"] = (Photos.JpegWithSize(65500, 65500), 422, "photo_too_many_pixels"),
        ["JPEG of 0 x 0"] = (Photos.JpegWithSize(0, 0), 422, "photo_corrupt"),
        ["JPEG of 65500 x 120"] = (Photos.JpegWithSize(65500, 120), 422, "photo_too_long"),
        ["PNG signature only"] = (Photos.Png(200, 200)[..8], 422, "photo_truncated"),
        ["PNG cut in its data"] = (Photos.Png(200, 200)[..^30], 422, "photo_truncated"),
        ["PNG with a wrong checksum"] = (Flip(Photos.Png(200, 200), 45), 422, "photo_corrupt"),
        ["PNG bomb of 30000 x 30000"] = (Photos.PngBomb(30000, 30000), 422, "photo_too_many_pixels"),
        ["PNG that claims 2 billion pixels a side"] = (Photos.Assemble([("IHDR", BigHeader()), ("IDAT", Photos.Compress([0])), ("IEND", [])]), 422, "photo_corrupt"),
        ["PNG without data"] = (Photos.Assemble([("IHDR", Photos.Header(200, 200)), ("IEND", [])]), 422, "photo_corrupt"),
        ["PNG that starts with something else"] = (Photos.Assemble([("tEXt", Encoding.ASCII.GetBytes("a\0b")), ("IHDR", Photos.Header(200, 200)), ("IEND", [])]), 422, "photo_corrupt"),
        ["PNG with a chunk of 4 GB"] = ([.. Photos.Png(200, 200)[..33], 0xFF, 0xFF, 0xFF, 0xF0, .. Encoding.ASCII.GetBytes("IDAT"), .. new byte[30]], 422, "photo_corrupt"),
        ["PNG of 20 x 20"] = (Photos.Png(20, 20), 422, "photo_too_small"),
        ["PNG of 3000 x 100"] = (Photos.Png(3000, 100), 422, "photo_too_long"),
        ["WebP that promises more than it has"] = ([.. Encoding.ASCII.GetBytes("RIFF"), 0xFF, 0xFF, 0, 0, .. Encoding.ASCII.GetBytes("WEBPVP8 "), .. new byte[30]], 422, "photo_truncated"),
        ["WebP of 16384 x 16384"] = (WebP(16383, 16383), 422, "photo_too_many_pixels"),
        ["WebP with an unknown chunk"] = ([.. Encoding.ASCII.GetBytes("RIFF"), 30, 0, 0, 0, .. Encoding.ASCII.GetBytes("WEBPEVIL"), .. new byte[30]], 422, "photo_corrupt"),
        ["AVIF without a picture"] = (Avif(includeMeta: false, 0, 0), 422, "photo_corrupt"),
        ["AVIF of 60000 x 60000"] = (Avif(includeMeta: true, 60000, 60000), 422, "photo_too_many_pixels"),
        ["HEIC cut in a box"] = ([0, 0, 0, 24, .. Encoding.ASCII.GetBytes("ftypheic"), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes("mif1heic"), 0, 0, 0xFF, 0, .. Encoding.ASCII.GetBytes("meta")], 422, "photo_truncated"),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_that_is_no_sound_photo_is_refused_and_leaves_nothing(string name)
    {
        var (file, status, code) = Files[name];
        var (merchant, product) = await ArrangeAsync();
        var before = system.CountStoredFiles(merchant);
        (await UploadAsync(merchant, product, file, "photo.jpg")).ShouldBe(((HttpStatusCode)status, code));
        (await merchant.Client.GetAssetsAsync(merchant.Workspace, product, Stop)).ShouldBeEmpty();
        system.CountStoredFiles(merchant).ShouldBe(before);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..\\..\\windows\\win.ini")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\photo.jpg")]
    [InlineData("..")]
    [InlineData("photo\0.jpg")]
    [InlineData("photo\r\nX-Evil: 1.jpg")]
    [InlineData("")]
    public async Task A_file_name_that_is_a_path_is_refused(string fileName)
    {
        var (merchant, product) = await ArrangeAsync();
        (await UploadAsync(merchant, product, Photos.Png(200, 200), fileName)).ShouldBe((HttpStatusCode.UnprocessableEntity, "invalid_input"));
        (await merchant.Client.GetAssetsAsync(merchant.Workspace, product, Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_25_megabytes_are_refused_whether_announced_or_not(bool announced)
    {
        var (merchant, product) = await ArrangeAsync();
        var file = new byte[(25 * 1024 * 1024) + 10];
        Photos.Bottle.CopyTo(file, 0);
        (await UploadAsync(merchant, product, file, "big.jpg", chunked: !announced)).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "photo_too_large"));
    }

    [Fact]
    public async Task Damage_inside_the_pixels_is_found_by_the_worker_and_the_bytes_are_deleted()
    {
        var (merchant, product) = await ArrangeAsync();
        // Sound chunks around data that is no zlib stream: only decoding shows it.
        var file = Photos.Assemble([("IHDR", Photos.Header(200, 200)), ("IDAT", [1, 2, 3, 4, 5, 6, 7, 8]), ("IEND", [])]);
        var asset = await merchant.Client.UploadPhotoAsync(merchant.Workspace, product, "damaged.png", new MemoryStream(file), Stop);
        while (asset.State == AssetState.Processing)
        {
            await Task.Delay(50, Stop);
            asset = await merchant.Client.GetAssetAsync(merchant.Workspace, asset.Id, Stop);
        }
        asset.State.ShouldBe(AssetState.Refused);
        asset.RefusedCode.ShouldBe("photo_corrupt");
        (await merchant.Client.GetProductAsync(merchant.Workspace, product, Stop)).Value.Counts.Photos.ShouldBe(0);
    }

    private async Task<(Merchant Merchant, Guid Product)> ArrangeAsync()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var product = await merchant.Client.CreateProductAsync(merchant.Workspace, new("P-1", [new("en", "Product", "", [])], "", "", null, null, [], ["en"]), Stop);
        return (merchant, product.Value.Id);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> UploadAsync(Merchant merchant, Guid product, byte[] file, string fileName, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/workspaces/{merchant.Workspace}/products/{product}/photos?fileName={Uri.EscapeDataString(fileName)}");
        request.Headers.Authorization = new("Bearer", merchant.Client.AccessToken);
        request.Content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await merchant.Http.SendAsync(request, Stop);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
        return (response.StatusCode, problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private static byte[] Flip(byte[] file, int at)
    {
        file[at] ^= 0x40;
        return file;
    }

    private static byte[] BigHeader()
    {
        var header = Photos.Header(0, 100);
        BinaryPrimitives.WriteUInt32BigEndian(header, 0xF0000000);
        return header;
    }

    private static byte[] WebP(int widthMinusOne, int heightMinusOne)
    {
        byte[] file = [.. Encoding.ASCII.GetBytes("RIFF"), 22, 0, 0, 0, .. Encoding.ASCII.GetBytes("WEBPVP8X"), 10, 0, 0, 0, .. new byte[10]];
        (file[24], file[25], file[26]) = ((byte)widthMinusOne, (byte)(widthMinusOne >> 8), (byte)(widthMinusOne >> 16));
        (file[27], file[28], file[29]) = ((byte)heightMinusOne, (byte)(heightMinusOne >> 8), (byte)(heightMinusOne >> 16));
        return file;
    }

    private static byte[] Avif(bool includeMeta, int width, int height)
    {
        static byte[] Box(string type, params ReadOnlySpan<byte> body)
        {
            var box = new byte[8 + body.Length];
            BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
            Encoding.ASCII.GetBytes(type).CopyTo(box, 4);
            body.CopyTo(box.AsSpan(8));
            return box;
        }

        var size = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(8), height);
        var meta = includeMeta ? Box("meta", [0, 0, 0, 0, .. Box("iprp", Box("ipco", Box("ispe", size)))]) : [];
        return [.. Box("ftyp", [.. Encoding.ASCII.GetBytes("avif"), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes("avif")]), .. meta, .. Box("mdat", new byte[16])];
    }
}
