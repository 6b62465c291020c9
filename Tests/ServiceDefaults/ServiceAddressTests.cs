using CommerceOS.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ServiceDefaults;

public sealed class ServiceAddressTests
{
    [Fact]
    public void The_injected_address_is_used_with_a_trailing_slash()
    {
        Configuration(("services:apiservice:http:0", "http://127.0.0.1:5081"))
            .GetServiceAddress("apiservice").ShouldBe(new Uri("http://127.0.0.1:5081/"));
    }

    [Fact]
    public void Https_is_preferred()
    {
        Configuration(("services:apiservice:http:0", "http://a"), ("services:apiservice:https:0", "https://b"))
            .GetServiceAddress("apiservice").ShouldBe(new Uri("https://b/"));
    }

    [Theory]
    [InlineData(null, "it is not set")]
    [InlineData("localhost:5081", "it is 'localhost:5081'")]
    [InlineData("/relative", "it is '/relative'")]
    public void A_missing_or_wrong_address_says_what_was_expected(string? value, string found)
    {
        var exception = Should.Throw<InvalidOperationException>(
            () => Configuration(("services:apiservice:http:0", value)).GetServiceAddress("apiservice"));

        exception.Message.ShouldContain("services__apiservice__http__0");
        exception.Message.ShouldContain(found);
    }

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}
