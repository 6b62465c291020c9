using System.Globalization;
using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>The facts that words may be built from. Nothing else gets into a text.</summary>
public sealed record CopyFacts(string Sku, IReadOnlyList<ProductText> Texts, string Brand, string Category, IReadOnlyList<Fact> Attributes)
{
    public static CopyFacts Of(Product product) => new(product.Sku, product.Texts, product.Brand, product.Category, product.Attributes);
}

/// <summary>How the template arranges the facts.</summary>
/// <param name="Lead">What comes first: features (what it does for people) or details (named facts).</param>
/// <param name="Bullets">1 to 5.</param>
/// <param name="BrandInTitle">Puts the brand before the title where it is not in it already.</param>
public sealed record CopyParameters(CopyLead Lead = CopyLead.Features, int Bullets = 5, bool BrandInTitle = true);

public enum CopyLead { Features, Details }

public sealed record WrittenCopy(CopyText Text, IReadOnlyList<UsedFact> Facts, IReadOnlyList<Check> Checks);

/// <summary>
/// Writes listing copy by templates: it arranges the facts, joins them with a language's own punctuation and keeps every text
/// within the limits of its targets. It never adds a word that states something the facts do not.
/// </summary>
public static class ListingCopyWriter
{
    public const string Engine = "templates/1";

    public static WrittenCopy Write(CopyFacts facts, string language, CopyParameters parameters)
    {
        var words = CopyWords.For(language);
        var used = new FactLedger();
        var checks = new List<Check>();
        var source = Source(facts, language, checks);
        var details = Details(facts, language, words, checks);

        var title = Title(facts, source, details, language, parameters, words, used);
        var bullets = Bullets(source, details, language, parameters, words, used);
        var description = Description(facts, source, details, language, words, used);
        var text = new CopyText(
            title, bullets, description,
            Keywords(facts, source, details, language, title, used),
            SeoTitle(facts, source, language, words, used),
            SeoDescription(source, details, language, words, used));
        if (bullets.Count == 0) checks.Add(new("few_facts", CheckTone.Warn, "There are no features or attributes to make bullets from. Add facts, then make the copy again."));
        checks.AddRange(Check(text, language));
        return new(text, used.ToList(), checks);
    }

    /// <summary>The checks of a text as it stands: run again after each edit.</summary>
    public static IEnumerable<Check> Check(CopyText text, string language)
    {
        foreach (var limit in TextLimits.For(language))
        {
            foreach (var part in Field(text, limit.Field))
            {
                var length = limit.Measure(part);
                if (length <= limit.Max) continue;
                yield return new(
                    "too_long", limit.Hard ? CheckTone.Bad : CheckTone.Warn,
                    string.Create(CultureInfo.InvariantCulture, $"{limit.Field} is {length} long; {limit.Target} takes {limit.Max} {limit.Unit}."), length, limit.Max);
            }
        }
        if (text.Title.Length == 0) yield return new("empty_title", CheckTone.Bad, "The title is empty.");
    }

    public static IReadOnlyList<string> Field(CopyText text, string field) => field switch
    {
        "title" => [text.Title],
        "bullets" => text.Bullets,
        "description" => [text.Description],
        "keywords" => [text.Keywords],
        "seoTitle" => [text.SeoTitle],
        "seoDescription" => [text.SeoDescription],
        _ => throw new ArgumentException($"no field {field}", nameof(field)),
    };

    private static ProductText Source(CopyFacts facts, string language, List<Check> checks)
    {
        if (facts.Texts.FirstOrDefault(t => t.Language == language) is { } own) return own;
        checks.Add(new("not_translated", CheckTone.Warn, $"The product has no text in {language}: its words are used as they are. Add a translation to the facts, then make the copy again."));
        return facts.Texts[0];
    }

    private static List<Fact> Details(CopyFacts facts, string language, CopyWords words, List<Check> checks)
    {
        var details = new List<Fact>();
        foreach (var fact in facts.Attributes)
        {
            var name = FactWords.Name(fact.Name, language);
            var value = FactWords.Value(fact.Value, language);
            // A fact that cannot be said in the language is left out rather than half translated.
            if (name is null || value is null) checks.Add(new("fact_not_translated", CheckTone.Info, $"“{fact.Name}: {fact.Value}” has no words in {language} and was left out."));
            else details.Add(new(name, value));
        }
        return details;
    }

    private static string Title(
        CopyFacts facts, ProductText source, List<Fact> details, string language, CopyParameters parameters, CopyWords words, FactLedger used)
    {
        var limit = TextLimits.Tightest(language, "title");
        var title = source.Title;
        used.Use(words.TitleName, source.Title, "title");
        if (parameters.BrandInTitle && facts.Brand.Length > 0 && !title.Contains(facts.Brand, StringComparison.OrdinalIgnoreCase))
        {
            var branded = words.Join(facts.Brand, title);
            if (limit.Fits(branded))
            {
                title = branded;
                used.Use(words.BrandName, facts.Brand, "title");
            }
        }
        // Short details tell variants apart in a list of results; long ones belong into bullets.
        foreach (var detail in details.Where(d => d.Value.Length <= 24).Take(2))
        {
            if (title.Contains(detail.Value, StringComparison.OrdinalIgnoreCase)) continue;
            var longer = title + words.Comma + detail.Value;
            if (!limit.Fits(longer)) break;
            title = longer;
            used.Use(detail.Name, detail.Value, "title");
        }
        return TextLimits.Cut(title, limit.Max, limit.Unit);
    }

    private static List<string> Bullets(ProductText source, List<Fact> details, string language, CopyParameters parameters, CopyWords words, FactLedger used)
    {
        var limit = TextLimits.Tightest(language, "bullets");
        var features = source.Features.Select(f => (Text: f, Use: (Action)(() => used.Use(words.FeatureName, f, "bullets"))));
        var facts = details.Select(d => (Text: words.Detail(d), Use: (Action)(() => used.Use(d.Name, d.Value, "bullets"))));
        var ordered = parameters.Lead == CopyLead.Features ? features.Concat(facts) : facts.Concat(features);
        var bullets = new List<string>();
        foreach (var (text, use) in ordered.Take(Math.Clamp(parameters.Bullets, 1, 5)))
        {
            bullets.Add(TextLimits.Cut(words.Capitalise(text.TrimEnd('.', '。')), limit.Max, limit.Unit));
            use();
        }
        return bullets;
    }

    private static string Description(CopyFacts facts, ProductText source, List<Fact> details, string language, CopyWords words, FactLedger used)
    {
        var limit = language == Languages.English ? TextLimits.Tightest(language, "description") : new TextLimit("all", language, "description", 2000, TextUnit.Characters, true);
        var paragraphs = new List<string>();
        if (source.Description.Length > 0)
        {
            paragraphs.Add(source.Description);
            used.Use(words.DescriptionName, source.Description, "description");
        }
        if (source.Features.Count > 0)
        {
            paragraphs.Add(string.Join(words.SentenceGap, source.Features.Select(words.Sentence)));
            foreach (var feature in source.Features) used.Use(words.FeatureName, feature, "description");
        }
        if (details.Count > 0)
        {
            paragraphs.Add(string.Join('\n', details.Select(words.Detail)));
            foreach (var detail in details) used.Use(detail.Name, detail.Value, "description");
        }
        if (paragraphs.Count == 0) paragraphs.Add(words.Sentence(words.Join(facts.Brand, source.Title)));
        return TextLimits.Cut(string.Join("\n\n", paragraphs), limit.Max, limit.Unit);
    }

    private static string Keywords(CopyFacts facts, ProductText source, List<Fact> details, string language, string title, FactLedger used)
    {
        var limit = TextLimits.Tightest(language, "keywords");
        var keywords = new List<string>();
        var size = 0;
        void Add(string text, string name, string value)
        {
            foreach (var word in KeywordText.Words(text, language))
            {
                // Search terms that stand in the title already only waste bytes.
                if (keywords.Contains(word) || title.Contains(word, StringComparison.OrdinalIgnoreCase)) continue;
                var more = limit.Measure(word) + (size > 0 ? 1 : 0);
                if (size + more > limit.Max) return;
                keywords.Add(word);
                size += more;
                used.Use(name, value, "keywords");
            }
        }

        if (facts.Category.Length > 0 && (language == Languages.English || FactWords.HasChinese(facts.Category))) Add(facts.Category, CopyWords.For(language).CategoryName, facts.Category);
        foreach (var detail in details) Add(detail.Value, detail.Name, detail.Value);
        foreach (var feature in source.Features) Add(feature, CopyWords.For(language).FeatureName, feature);
        return string.Join(' ', keywords);
    }

    private static string SeoTitle(CopyFacts facts, ProductText source, string language, CopyWords words, FactLedger used)
    {
        var limit = TextLimits.Tightest(language, "seoTitle");
        used.Use(words.TitleName, source.Title, "seoTitle");
        if (facts.Brand.Length == 0 || source.Title.Contains(facts.Brand, StringComparison.OrdinalIgnoreCase)) return TextLimits.Cut(source.Title, limit.Max, limit.Unit);
        var tail = " | " + facts.Brand;
        var room = limit.Max - TextLimits.Measure(tail, limit.Unit);
        if (room < 20) return TextLimits.Cut(source.Title, limit.Max, limit.Unit);
        used.Use(words.BrandName, facts.Brand, "seoTitle");
        return TextLimits.Cut(source.Title, room, limit.Unit) + tail;
    }

    private static string SeoDescription(ProductText source, List<Fact> details, string language, CopyWords words, FactLedger used)
    {
        // Search engines show about 155 Latin or 80 Chinese characters; the channel's own limit is wider.
        var max = language == Languages.English ? 155 : 80;
        var sentences = new List<string>();
        if (source.Description.Length > 0) sentences.Add(source.Description.Replace('\n', ' '));
        sentences.AddRange(source.Features.Select(words.Sentence));
        if (sentences.Count == 0) sentences.AddRange(details.Select(d => words.Sentence(words.Detail(d))));
        if (sentences.Count == 0) sentences.Add(words.Sentence(source.Title));
        var text = sentences[0];
        foreach (var sentence in sentences.Skip(1))
        {
            var longer = text + words.SentenceGap + sentence;
            if (TextLimits.Measure(longer, TextUnit.Characters) > max) break;
            text = longer;
        }
        if (source.Description.Length > 0) used.Use(words.DescriptionName, source.Description, "seoDescription");
        return TextLimits.Cut(text, max, TextUnit.Characters);
    }

    /// <summary>Which facts went where.</summary>
    private sealed class FactLedger
    {
        private readonly List<(string Name, string Value, List<string> UsedIn)> _facts = [];

        public void Use(string name, string value, string field)
        {
            var known = _facts.Find(f => f.Name == name && f.Value == value);
            if (known.UsedIn is null)
            {
                known = (name, value, []);
                _facts.Add(known);
            }
            if (!known.UsedIn.Contains(field)) known.UsedIn.Add(field);
        }

        public List<UsedFact> ToList() => [.. _facts.Select(f => new UsedFact(f.Name, f.Value, f.UsedIn))];
    }
}
