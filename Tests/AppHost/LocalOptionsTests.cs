using CommerceOS.AppHost.Local;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.AppHost;

public sealed class LocalOptionsTests
{
    [Fact]
    public void Options_are_read()
    {
        var options = LocalOptions.Parse(["--data", "/somewhere", "--web-port", "8080", "--ephemeral", "--then", "echo 1", "--reset", "--yes"]);

        options.ShouldBe(new LocalOptions
        {
            DataDirectory = "/somewhere", WebPort = 8080, Ephemeral = true, Then = "echo 1", Reset = true, Yes = true,
        });
    }

    [Theory]
    [InlineData("--dtaa", "The option --dtaa is not known")]
    [InlineData("--data", "The option --data needs a value")]
    [InlineData("--web-port 70000", "The web port must be a number from 1 to 65535, but it is '70000'.")]
    [InlineData("--web-port -1", "but it is '-1'")]
    public void A_wrong_option_is_explained(string line, string expected)
    {
        Should.Throw<StartException>(() => LocalOptions.Parse(line.Split(' '))).Message.ShouldContain(expected);
    }
}
