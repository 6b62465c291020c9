using CommerceOS.Studio;
using CommerceOS.Studio.Vips;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class RuntimeTests(StudioFixture studio)
{
    [Fact]
    public void This_machine_has_what_the_Studio_needs()
    {
        var report = StudioRuntime.Check();

        report.Ready.ShouldBeTrue(string.Join(' ', report.Findings));
        studio.Engine.EngineVersion.ShouldEndWith($"libvips/{report.LibraryVersion}");
    }

    [Theory]
    [InlineData("svgload_buffer")]
    [InlineData("tiffload_buffer")]
    [InlineData("magickload_buffer")]
    [InlineData("pdfload_buffer")]
    public void Loaders_that_no_upload_needs_are_blocked_even_when_called_by_name(string loader) =>
        Should.Throw<VipsException>(() => VipsOperation.Load(loader, "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8.ToArray()).Dispose());

    [Fact]
    public void An_unknown_argument_is_an_error_that_names_it()
    {
        using var image = StudioFixture.BallOnGrey(100, 100).Photo.ToImage();

        Should.Throw<VipsException>(() => image.Apply("resize", ("scale", .5), ("colour", "red"))).NativeText.ShouldContain("colour");
    }

    [Theory]
    [InlineData(nameof(StudioOptions.Jobs), 0)]
    [InlineData(nameof(StudioOptions.MaxPixels), 10)]
    public void Options_out_of_range_are_refused_at_start(string option, int value)
    {
        var options = option == nameof(StudioOptions.Jobs) ? new StudioOptions { Jobs = value } : new StudioOptions { MaxPixels = value };

        Should.Throw<ArgumentOutOfRangeException>(() => new StudioEngine(options)).ParamName.ShouldBe(option);
    }
}
