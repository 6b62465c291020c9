using System.Text;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Studio.Matting;
using CommerceOS.Tests.Harness;
using CommerceOS.Tests.Studio;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>What most people upload: a photo straight from a phone.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class HeicUploadTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_phone_s_HEIC_becomes_an_upright_photo_without_the_place_it_was_taken_at()
    {
        var heic = PhoneHeic.Write(Sensor());
        var (merchant, product) = await ArrangeAsync();

        var photo = await merchant.Client.UploadPhotoAsync(merchant.Workspace, product, "IMG_0001.HEIC", new MemoryStream(heic), Stop);
        while (photo.State == AssetState.Processing)
        {
            await Task.Delay(50, Stop);
            photo = await merchant.Client.GetAssetAsync(merchant.Workspace, photo.Id, Stop);
        }

        (photo.State, photo.ContentType, photo.Width, photo.Height).ShouldBe((AssetState.Ready, "image/jpeg", 400, 600));
        foreach (var rendition in (Rendition[])[Rendition.Thumb, Rendition.Preview, Rendition.Full])
        {
            using var content = await merchant.Client.OpenAssetAsync(merchant.Workspace, photo.Id, rendition, Stop);
            using var bytes = new MemoryStream();
            await content.Stream.CopyToAsync(bytes, Stop);
            var text = Encoding.Latin1.GetString(bytes.ToArray());
            text.ShouldNotContain(JpegWithMetadata.CameraOwner);
            text.ShouldNotContain("Exif", Case.Insensitive);
        }
    }

    [Fact]
    public async Task A_HEIC_that_lost_its_end_on_the_way_is_refused_at_once()
    {
        var heic = PhoneHeic.Write(Sensor());
        var (merchant, product) = await ArrangeAsync();

        var refusal = await Should.ThrowAsync<CommerceOS.Contracts.CommerceApiException>(() =>
            merchant.Client.UploadPhotoAsync(merchant.Workspace, product, "IMG_0001.HEIC", new MemoryStream(heic[..(heic.Length * 2 / 3)]), Stop));

        (refusal.Problem.Status, refusal.Problem.Code).ShouldBe((422, "photo_truncated"));
    }

    private async Task<(Merchant Merchant, Guid Product)> ArrangeAsync()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var product = await merchant.Client.CreateProductAsync(merchant.Workspace, new("FLASK", [new("en", "Trail Flask", "", [])], "", "", null, null, [], ["en"]), Stop);
        return (merchant, product.Value.Id);
    }

    private static Raster Sensor()
    {
        var pixels = new byte[600 * 400 * 3];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 7919 % 251);
        return new(pixels, 600, 400, 3);
    }
}
