using CommerceOS.Studio;
using CommerceOS.Studio.Templates;

namespace CommerceOS.Benchmarks.Studio;

/// <summary>Every template in every style and language, each with another sample product.</summary>
internal static class TemplateSheet
{
    private static readonly InfographicLanguage[] Languages = Enum.GetValues<InfographicLanguage>();
    private static readonly TemplatePalette[] Palettes =
    [
        TemplatePalette.Of(InfographicTheme.Cream), new("#1f3fbf", "#ffb300", "#0e1330", "#ffffff"), TemplatePalette.Of(InfographicTheme.Blush),
        new("#14342b", "#d8f26a", "#10201b", "#f3f1e7"), TemplatePalette.Of(InfographicTheme.Mist),
    ];

    // Bottle and mug, headphones, candle, pouch, plush, in the order of the languages.
    private static readonly TemplateWords[] Words =
    [
        new("Cold for a whole day", "Trail Flask, 750 ml, with a bamboo lid", "$34.00", "Shop now",
            [new("Keeps drinks cold for 24 hours", "Double-walled steel with a vacuum between"), new("Bamboo lid", "With a seal that holds in any bag"), new("Fits every cup holder", "7.2 cm wide")],
            ["Trail Flask", "Plastic bottle", "Single-wall steel"],
            [new("Cold for 24 hours", ["yes", "no", "no"]), new("Keeps no taste", ["yes", "no", "yes"]), new("Dishwasher safe", ["yes", "yes", "yes"]), new("Weight", ["310 g", "90 g", "240 g"]), new("Guarantee", ["10 years", "none", "2 years"]), new("Free of BPA", ["yes", "no", "yes"])]),
        new("斑点粗陶马克杯", "每一只的斑点都不同，可进洗碗机与微波炉", "¥168", "立即购买",
            [new("手工上釉", "每一只都是独一无二的"), new("350 毫升", "早晨的一大杯咖啡"), new("可进洗碗机", "也可用微波炉加热")],
            ["本品", "普通瓷杯"],
            [new("手工上釉", ["yes", "no"]), new("可进洗碗机", ["yes", "yes"]), new("容量", ["350 毫升", "280 毫升"]), new("每只不同", ["yes", "no"])]),
        new("静けさを、連れて歩く。", "ノイズキャンセリング搭載ワイヤレスヘッドホン", "¥24,800", "購入する",
            [new("40 時間再生", "一度の充電で一週間"), new("軽さ 240 g", "長時間でも疲れにくい"), new("すぐに充電", "10 分で 5 時間使えます")],
            ["本製品", "一般的な製品", "有線タイプ"],
            [new("再生時間", ["40 時間", "22 時間", "no"]), new("ノイズキャンセリング", ["yes", "no", "no"]), new("重さ", ["240 g", "310 g", "280 g"]), new("急速充電", ["yes", "yes", "no"])]),
        new("저녁을 밝히는 향", "삼나무와 앰버, 45시간 연소", "₩38,000", "구매하기",
            [new("콩 왁스 100 %", "그을음이 거의 없습니다"), new("45시간 연소", "하루 두 시간씩 3주"), new("다시 쓰는 유리잔", "다 쓴 뒤 컵으로 쓰세요")],
            ["우리 캔들", "일반 캔들"],
            [new("콩 왁스", ["yes", "no"]), new("연소 시간", ["45시간", "25시간"]), new("재사용 유리잔", ["yes", "no"])]),
        new("حقيبة صغيرة لكل يوم", "جلد مدبوغ نباتياً وسحّاب من النحاس", "١٢٩ ر.س", "تسوّق الآن",
            [new("جلد طبيعي كامل", "يزداد جمالاً مع الأيام"), new("سحّاب من النحاس", "يدوم طويلاً ويُستبدل بسهولة"), new("تتسع لكل ما تحتاج", "هاتف ومفاتيح وبطاقات")],
            ["حقيبتنا", "جلد صناعي"],
            [new("جلد طبيعي", ["yes", "no"]), new("سحّاب من النحاس", ["yes", "no"]), new("الضمان", ["5 سنوات", "سنة"]), new("قابلة للإصلاح", ["yes", "no"])]),
    ];

    internal static async Task<List<(string Label, Rendered Picture)>> DrawAsync(StudioEngine studio, Cutout[] cutouts)
    {
        List<(string, Rendered)> pictures = [];
        foreach (var (template, format) in new[]
        {
            ("card", CardFormat.Square), ("card", CardFormat.Portrait), ("card", CardFormat.Story), ("card", CardFormat.Wide), ("card", CardFormat.Banner),
            ("infographic", CardFormat.Square), ("comparison", CardFormat.Square), ("comparison", CardFormat.Portrait),
        })
        {
            foreach (var (i, language) in Languages.Index())
            {
                // Every style meets every language somewhere, and every template every style.
                var style = TemplateLibrary.Styles[(i + pictures.Count / Languages.Length) % TemplateLibrary.Styles.Count];
                var words = Words[i];
                var picture = await studio.TemplateAsync(cutouts[i], new()
                {
                    Template = template, Style = style, Format = format, Language = language, LongSidePixels = 1600, Palette = Palettes[(i + pictures.Count / Languages.Length) % Palettes.Length], Title = words.Title,
                    Subtitle = words.Line, Features = template == "infographic" ? words.Features : [], Price = template == "card" ? words.Price : null, Button = template == "card" ? words.Button : null,
                    Columns = template == "comparison" ? words.Columns : [], Rows = template == "comparison" ? words.Rows : [],
                });
                pictures.Add(($"{template} {style} {format} {language}", picture));
            }
        }

        return pictures;
    }

    private sealed record TemplateWords(
        string Title, string Line, string Price, string Button, IReadOnlyList<InfographicFeature> Features, IReadOnlyList<string> Columns, IReadOnlyList<TemplateRow> Rows);
}
