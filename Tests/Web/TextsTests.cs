using System.Text.RegularExpressions;
using CommerceOS.Studio;
using CommerceOS.Web.Localization;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

public sealed partial class TextsTests
{
    private static readonly string WebFolder = Path.Combine(RepositoryRoot.Path, "Web");

    [Fact]
    public void Both_languages_have_the_same_sentences()
    {
        // Chinese has no singular: a key that ends in .one stands beside its .other.
        var english = Texts.TableOf(Languages.English).Keys.Where(k => !k.EndsWith(".one", StringComparison.Ordinal));

        Texts.TableOf(Languages.Chinese).Keys.Order().ShouldBe(english.Order());
    }

    [Fact]
    public void Both_languages_fill_the_same_placeholders()
    {
        foreach (var (key, chinese) in Texts.TableOf(Languages.Chinese))
            Placeholders(chinese).ShouldBe(Placeholders(Texts.TableOf(Languages.English)[key]), $"placeholders of {key}");
    }

    [Fact]
    public void Every_key_that_a_page_names_exists()
    {
        var named = Sources().SelectMany(s => Keys().Matches(s.Text).Select(m => (s.File, Key: m.Groups["key"].Value, Plural: m.Groups["plural"].Success))).ToList();

        named.Count.ShouldBeGreaterThan(300);
        named.Where(n => !IsKnown(n.Key, n.Plural)).Select(n => $"{n.File}: {n.Key}").Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_reason_to_refuse_a_photo_is_said_in_both_languages() =>
        Enum.GetValues<RefusalReason>().Select(reason => "problem.photo_" + new NormaliseOutcome.Refused(reason, "").Code).Where(key => !IsKnown(key, plural: false)).ShouldBeEmpty();

    [Fact]
    public void A_key_that_does_not_exist_is_found_out() => IsKnown("no.such.key", plural: false).ShouldBeFalse();

    [Fact]
    public void Every_sentence_is_used_somewhere()
    {
        var text = string.Concat(Sources().Select(s => s.Text));
        // Codes of the API and of enumerations are put together at run time.
        string[] open = ["problem.", "field.", "check.", "requirement.", "recipe.", "parameter.", "choice.", "unit.", "step.", "stage.", "order.", "role.", "reason.", "channel.", "sample.", "copy.", "welcome.", "target.", "fact.", "brand.", "size.", "photos.hint.",
            "edit.step.", "edit.tab.", "edit.fit.", "edit.crop.", "edit.straighten.", "edit.light.", "edit.white-balance.", "edit.denoise.", "edit.sharpen."];

        Texts.TableOf(Languages.English).Keys.Select(k => k.Replace(".one", "", StringComparison.Ordinal).Replace(".other", "", StringComparison.Ordinal))
            .Where(k => !open.Any(o => k.StartsWith(o, StringComparison.Ordinal)) && !text.Contains($"\"{k}\"", StringComparison.Ordinal)).Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void One_thing_and_many_things_are_said_differently()
    {
        var texts = new Texts();
        using var _ = new Culture("en");

        texts.Count("home.waiting", 1).ShouldBe("One piece is waiting for your eye");
        texts.Count("home.waiting", 1200).ShouldBe("1,200 pieces are waiting for your eye");
    }

    [Fact]
    public void Chinese_says_one_and_many_alike()
    {
        var texts = new Texts();
        using var _ = new Culture("zh-Hans");

        texts.Count("home.waiting", 1).ShouldBe("有 1 件素材等你审核");
    }

    private static bool IsKnown(string key, bool plural) => Texts.TableOf(Languages.English).ContainsKey(plural ? key + ".other" : key);

    private static string[] Placeholders(string sentence) => [.. Braces().Matches(sentence).Select(m => m.Value).Order()];

    private static IEnumerable<(string File, string Text)> Sources() =>
        Directory.EnumerateFiles(WebFolder, "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains("node_modules", StringComparison.Ordinal))
            .Select(f => (Path.GetFileName(f), File.ReadAllText(f)));

    // T["key"], T["key", (...)], texts["key"], T.Count("key", ...), toasts.Show("key"); not keys that are put together.
    [GeneratedRegex("""\b(?:T|texts)(?<plural>\.Count)?[\[\(]"(?<key>[A-Za-z0-9.-]+[A-Za-z0-9])"[,\]]|\bShow\("(?<key>toast\.[a-z-]+)"|"(?<key>toast\.[a-z-]+)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keys();

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Braces();

    private sealed class Culture : IDisposable
    {
        private readonly System.Globalization.CultureInfo _before = System.Globalization.CultureInfo.CurrentUICulture;

        public Culture(string name)
        {
            System.Globalization.CultureInfo.CurrentUICulture = new(name);
            System.Globalization.CultureInfo.CurrentCulture = new(name);
        }

        public void Dispose() => System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.CurrentCulture = _before;
    }
}
