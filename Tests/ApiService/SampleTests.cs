using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

[Collection(CommerceSystemCollection.Name)]
public sealed class SampleTests(CommerceSystem system)
{
    [Fact]
    public async Task The_samples_load_once_and_every_photo_is_sound()
    {
        var stop = TestContext.Current.CancellationToken;
        var merchant = await system.SignUpAsync(confirmed: false);
        var loaded = await merchant.Client.LoadSamplesAsync(merchant.Workspace, stop);
        loaded.Total.ShouldBeGreaterThanOrEqualTo(6);
        (await merchant.Client.LoadSamplesAsync(merchant.Workspace, stop)).Total.ShouldBe(0, "they are there already");
        foreach (var product in loaded.Items)
        {
            product.Texts.Select(t => t.Language).ShouldBe(["en", "zh-Hans"]);
            File.Exists(Path.Combine(Photos.SamplesFolder, "masks", Path.ChangeExtension((await PhotoAsync(product)).FileName, ".png"))).ShouldBeTrue($"{product.Sku} has its true mask");
        }

        async Task<AssetDto> PhotoAsync(ProductDto product)
        {
            while (true)
            {
                var photo = (await merchant.Client.GetAssetsAsync(merchant.Workspace, product.Id, stop)).ShouldHaveSingleItem();
                photo.State.ShouldNotBe(AssetState.Refused, photo.RefusedDetail);
                if (photo.State == AssetState.Ready) return photo;
                await Task.Delay(50, stop);
            }
        }
    }

    [Fact]
    public async Task The_privacy_policy_is_there_in_both_languages()
    {
        var stop = TestContext.Current.CancellationToken;
        var client = new CommerceClient(system.NewHttp());
        (await client.GetPolicyAsync("privacy", "en", stop)).Markdown.ShouldContain("We do not sell your personal data.");
        (await client.GetPolicyAsync("privacy", "zh-Hans", stop)).Markdown.ShouldContain("我们不出售您的个人数据");
    }
}
