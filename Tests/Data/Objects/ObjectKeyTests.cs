using System.Text;
using CommerceOS.Data.Objects;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Data.Objects;

public sealed class ObjectKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("photos/019ab3/original.jpg")]
    [InlineData("a/b-c/d_e.f..g")]
    public void A_key_is_taken_as_it_is(string text) => ObjectKey.Parse(text).Value.ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData(".hidden")]
    [InlineData("a\\b")]
    [InlineData("c:")]
    [InlineData("a b")]
    [InlineData("A")]
    [InlineData("%2e%2e/a")]
    [InlineData("a\0")]
    [InlineData("ä")]
    [InlineData("a~")]
    [InlineData("a?b")]
    public void Anything_else_is_refused(string text) => Should.Throw<ArgumentException>(() => ObjectKey.Parse(text));

    [Fact]
    public void Lengths_are_limited()
    {
        ObjectKey.Parse(new string('a', 200)).Value.Length.ShouldBe(200);
        Should.Throw<ArgumentException>(() => ObjectKey.Parse(new string('a', 201)));
        Should.Throw<ArgumentException>(() => ObjectKey.Parse(string.Join('/', Enumerable.Repeat(new string('a', 100), 7))));
    }

    [Fact]
    public void A_key_that_was_never_parsed_has_no_value() => Should.Throw<InvalidOperationException>(() => default(ObjectKey).Value);
}

public sealed class AzureBlobLocationTests
{
    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=QUJD;EndpointSuffix=core.windows.net", "https://shop.blob.core.windows.net/", "shop", "ABC", null)]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=dev;AccountKey=QUI=;BlobEndpoint=http://127.0.0.1:10000/dev;;ContainerName=media", "http://127.0.0.1:10000/dev", "dev", "AB", "media")]
    [InlineData("Endpoint=https://shop.blob.core.windows.net/;ContainerName=media", "https://shop.blob.core.windows.net/", "shop", null, "media")]
    [InlineData("https://shop.blob.core.windows.net/", "https://shop.blob.core.windows.net/", "shop", null, null)]
    public void Every_form_that_Azure_and_Aspire_hand_out_is_read(string text, string endpoint, string account, string? key, string? container)
    {
        var location = AzureBlobLocation.Parse(text);
        location.Endpoint.ShouldBe(new Uri(endpoint));
        location.Account.ShouldBe(account);
        (location.AccountKey is null ? null : Encoding.ASCII.GetString(location.AccountKey)).ShouldBe(key);
        location.Container.ShouldBe(container);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=a;AccountKey=secret!")]
    public void Other_text_is_refused_without_repeating_it(string text) =>
        Should.Throw<FormatException>(() => AzureBlobLocation.Parse(text)).Message.ShouldNotContain("secret!");
}
