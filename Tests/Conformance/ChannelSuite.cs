using System.Security.Cryptography;
using System.Text;
using CommerceOS.Connectors.Channels;
using CommerceOS.Connectors.Channels.ListingPackage;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Domain.Publishing;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Conformance;

/// <summary>What every channel does. A channel is covered by deriving this class.</summary>
public abstract class ChannelSuite
{
    private static readonly DateTimeOffset MadeAt = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The channel's line in the list of channels.</summary>
    protected abstract SalesChannel Channel { get; }

    /// <summary>What goes out for these listings: its parts by name, as the other side gets them, and what the channel says that it sent.</summary>
    protected abstract Task<ChannelOutput> SendAsync(PackageContent content, CancellationToken cancellationToken);

    /// <summary>What would go out. Nothing leaves.</summary>
    protected abstract Task<IReadOnlyList<PackagedFile>> DryRunAsync(PackageContent content, CancellationToken cancellationToken);

    /// <summary>Every text of a part, read as its format says; throws where the part is not of its format. <c>IsCell</c>: a spreadsheet may open it.</summary>
    protected abstract IEnumerable<(string Text, bool IsCell)> Read(string name, byte[] part);

    public static TheoryData<string, string> HostileTexts => new()
    {
        { "formula", "=HYPERLINK(\"http://evil.example\",\"Click\")" },
        { "command", "+cmd|' /C calc'!A0" },
        { "minus", "-2+3" },
        { "at", "@SUM(A1:A9)" },
        { "full-width formula", "＝1＋1" },
        { "formula after a tab", "\t=1+1" },
        { "formula after a line end", "\r\n=1+1" },
        { "quotation marks", "\"quoted\" and \"open" },
        { "separators", "a,b;c\td|e" },
        { "lines", "first\nsecond\r\nthird" },
        { "XML", "<b a='1'>&amp; ]]> <!-- --> <?x?>" },
        { "entities", "&lt;script&gt; &#x41; &unknown;" },
        { "zero and control characters", "a\0b\u0001c\u001Bd\u0085e" },
        { "half a surrogate pair", "a\uD83Db\uDE00c" },
        { "no character", "a\uFFFEb\uFFFFc" },
        { "right to left", "قميص قطني \u202Eabc\u202C שלום" },
        { "emoji", "👩‍👩‍👧‍👦 🇩🇪 ❤️ 👍🏽" },
        { "combining", "Z̡̢͔a̵̛l̶̫g̸o e\u0301" },
        { "Chinese", "手工陶瓷马克杯（大号）" },
        { "very long", new string('x', 100_000) },
        { "very long without spaces in Chinese", new string('杯', 40_000) },
        { "path", "../../etc/passwd\\..\\x" },
    };

    [Fact]
    public void It_stands_once_in_the_list_of_channels_and_names_languages_that_are_known()
    {
        SalesChannels.All.Count(c => c.Id == Channel.Id).ShouldBe(1);
        SalesChannels.Find(Channel.Id).ShouldBe(Channel);
        Channel.Id.ShouldMatch("^[a-z][a-z0-9-]*$");
        Channel.Languages.ShouldNotBeEmpty();
        Channel.Languages.ShouldAllBe(language => Languages.IsKnown(language));
    }

    [Fact]
    public void What_is_missing_is_named_once_each_and_a_complete_listing_is_ready()
    {
        var bare = NewProduct();
        bare.TargetLanguages = [.. Languages.All];
        var missing = ListingReadiness.Check(new(bare, [], []));
        missing.Where(r => r.Blocking && !r.Met).Select(r => (r.Code, r.Language)).ShouldBe(
            [("main_image_approved", null), ("price", null), ("category", null), ("brand", null), .. Languages.All.Select(l => ("copy_approved", (string?)l))]);
        missing.Select(r => (r.Code, r.Language)).ShouldBeUnique();
        missing.ShouldAllBe(r => r.Message.Length > 0);
        ListingReadiness.IsReady(missing).ShouldBeFalse();

        var whole = NewProduct();
        (whole.Price, whole.Category, whole.Brand, whole.TargetLanguages) = (new(1890, "EUR"), "Mugs", "Muster", [Languages.English]);
        var state = new ListingState(whole, [new(new(Guid.CreateVersion7()), Recipes.MainImage.Id, 2000, 2000)], [new(new(Guid.CreateVersion7()), Languages.English, Copy("A mug"))]);
        var requirements = ListingReadiness.Check(state);
        ListingReadiness.IsReady(requirements).ShouldBeTrue("what is only recommended does not block");
        requirements.ShouldContain(r => !r.Met && !r.Blocking);
    }

    [Fact]
    public async Task A_dry_run_shows_exactly_what_would_be_sent()
    {
        var content = Content(Listing("MUG-1", "A mug"), Listing("MUG-2", "Another mug"));
        var shown = await DryRunAsync(content, Cancelled);
        var sent = await SendAsync(content, Cancelled);

        shown.ShouldBe(sent.Said);
        shown.ShouldNotBeEmpty();
        shown.Select(f => f.Name).ShouldBe(sent.Parts.Select(p => p.Name));
        foreach (var (file, (_, bytes)) in shown.Zip(sent.Parts)) (file.SizeBytes, file.Sha256).ShouldBe((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    [Fact]
    public async Task The_same_listings_give_the_same_bytes_and_others_do_not()
    {
        var first = await SendAsync(Content(Listing("MUG-1", "A mug")), Cancelled);
        (await SendAsync(Content(Listing("MUG-1", "A mug")), Cancelled)).Bytes.ShouldBe(first.Bytes);
        (await SendAsync(Content(Listing("MUG-1", "A cup")), Cancelled)).Bytes.ShouldNotBe(first.Bytes);
    }

    [Theory]
    [InlineData("MUG-1")]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("/absolute")]
    [InlineData("c:\\windows\\x")]
    [InlineData("a b\tc\nd\0e")]
    [InlineData("CON")]
    [InlineData("nul.1")]
    [InlineData("杯子")]
    [InlineData("")]
    public async Task Names_are_safe_on_every_system_whatever_the_SKU(string sku)
    {
        var sent = await SendAsync(Content(Listing(sku, "A mug")), Cancelled);
        foreach (var (name, _) in sent.Parts)
        {
            name.ShouldMatch("^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$");
            foreach (var segment in name.Split('/'))
            {
                segment.ShouldNotStartWith(".");
                segment.Split('.')[0].ToUpperInvariant().ShouldNotBeOneOf("CON", "PRN", "AUX", "NUL", "COM1", "LPT1");
            }
        }
    }

    [Fact]
    public async Task SKUs_that_differ_only_in_case_or_in_unsafe_characters_do_not_overwrite_each_other()
    {
        var sent = await SendAsync(Content(Listing("mug", "A"), Listing("MUG", "B"), Listing("mu g", "C"), Listing("mu_g", "D")), Cancelled);
        sent.Parts.Select(p => p.Name.ToUpperInvariant()).ShouldBeUnique();
        sent.Parts.Count(p => p.Name.EndsWith(".jpg", StringComparison.Ordinal)).ShouldBe(8);
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task Hostile_text_breaks_no_format_runs_in_no_spreadsheet_and_is_not_lost(string what, string text)
    {
        var listing = Listing("MUG-1", text) with { Brand = text, Category = text, Attributes = [new("Material", text)] };
        var sent = await SendAsync(Content(listing, Listing("MUG-2", "The neighbour")), Cancelled);
        var texts = sent.Parts.SelectMany(part => Read(part.Name, part.Bytes)).ToList();

        texts.Where(t => t.IsCell).ShouldAllBe(t => !"=+-@＝＋－＠".Contains(t.Text.TrimStart().FirstOrDefault('x')), what);
        texts.ShouldContain(t => t.Text.Contains("The neighbour", StringComparison.Ordinal), what);
        var carried = new string([.. text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c < '\uFFFE')]).Trim();
        var found = texts.Select(t => new string([.. t.Text.TrimStart('\'').Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c < '\uFFFE')]).Trim());
        found.ShouldContain(carried, what);
    }

    [Fact]
    public async Task Nothing_to_send_is_refused_before_anything_leaves()
    {
        (await Should.ThrowAsync<ArgumentException>(() => SendAsync(Content(), Cancelled))).Message.ShouldContain("expected at least one listing");
        await Should.ThrowAsync<ArgumentException>(() => DryRunAsync(Content(), Cancelled));
    }

    [Fact]
    public async Task Cancellation_is_heard_at_once_and_in_the_middle()
    {
        var read = 0;
        using var stop = new CancellationTokenSource();
        var listing = Listing("MUG-1", "A mug");
        var content = Content(listing with
        {
            Images = [.. listing.Images.Select(image => image with
            {
                Read = async token =>
                {
                    if (++read == 2) await stop.CancelAsync();
                    return await image.Read(token);
                },
            })],
        }, Listing("MUG-2", "Another mug"));

        await Should.ThrowAsync<OperationCanceledException>(() => SendAsync(content, stop.Token));
        read.ShouldBe(2);
        await Should.ThrowAsync<OperationCanceledException>(() => SendAsync(content, stop.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => DryRunAsync(content, stop.Token));
        read.ShouldBe(2, "nothing is read for somebody who has gone");
    }

    [Fact]
    public async Task A_picture_with_other_bytes_than_those_approved_never_goes_out()
    {
        var listing = Listing("MUG-1", "A mug");
        var content = Content(listing with { Images = [listing.Images[0] with { Sha256 = new string('0', 64) }] });
        (await Should.ThrowAsync<InvalidDataException>(() => SendAsync(content, Cancelled))).Message.ShouldContain("approved");
    }

    protected static PackageContent Content(params PackageListing[] listings) => new(MadeAt, listings);

    protected static PackageListing Listing(string sku, string text) => new(
        sku, text, "Muster", "Mugs", new(1890, "EUR"), "4006381333931", [new("Material", "stoneware")], [Image(sku, 1), Image(sku, 2)],
        [.. Languages.All.Select(language => new PackageCopy(language, Copy(text)))]);

    private static CopyText Copy(string text) => new(text, [text, "second bullet"], text, text, text, text);

    private static PackageImage Image(string sku, byte number)
    {
        var bytes = Encoding.UTF8.GetBytes($"{sku} picture {number}");
        return new(new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, number), "main-image", "studio-1", new string('a', 64), "image/jpeg", Convert.ToHexStringLower(SHA256.HashData(bytes)), 2000, 2000, _ => Task.FromResult<Stream>(new MemoryStream(bytes)));
    }

    private static Product NewProduct() => new()
    {
        Id = new(Guid.CreateVersion7()), WorkspaceId = new(Guid.CreateVersion7()), Sku = "MUG-1", Texts = [new(Languages.English, "A mug", "", [])], CreatedAt = MadeAt, UpdatedAt = MadeAt,
    };
}

/// <summary>What a channel sent: all of it as bytes, its parts in their order, and what the channel says of them.</summary>
public sealed record ChannelOutput(byte[] Bytes, IReadOnlyList<(string Name, byte[] Bytes)> Parts, IReadOnlyList<PackagedFile> Said);
