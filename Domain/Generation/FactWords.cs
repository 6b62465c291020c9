using System.Collections.Frozen;

namespace CommerceOS.Domain.Generation;

/// <summary>
/// Words for the names and plain values of common facts, English to Simplified Chinese. A closed dictionary, on purpose: a template
/// may translate “Material: cotton”, it must not guess at a sentence.
/// </summary>
public static class FactWords
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Material"] = "材质", ["Materials"] = "材质", ["Colour"] = "颜色", ["Color"] = "颜色", ["Size"] = "尺寸", ["Dimensions"] = "尺寸", ["Weight"] = "重量",
        ["Net weight"] = "净重", ["Capacity"] = "容量", ["Volume"] = "容量", ["Length"] = "长度", ["Width"] = "宽度", ["Height"] = "高度", ["Diameter"] = "直径",
        ["Care"] = "保养", ["Origin"] = "产地", ["Made in"] = "产地", ["Country of origin"] = "产地", ["Model"] = "型号", ["Power"] = "功率", ["Voltage"] = "电压",
        ["Battery life"] = "续航", ["Battery"] = "电池", ["Connectivity"] = "连接方式", ["Warranty"] = "保修", ["Pattern"] = "图案", ["Style"] = "款式",
        ["Age"] = "适用年龄", ["Recommended age"] = "适用年龄", ["Filling"] = "填充物", ["Lining"] = "内衬", ["Sole"] = "鞋底", ["Upper"] = "鞋面",
        ["Closure"] = "闭合方式", ["Finish"] = "表面工艺", ["Shape"] = "形状", ["Pack size"] = "包装数量", ["Pieces"] = "件数", ["Quantity"] = "数量",
        ["Ingredients"] = "成分", ["Scent"] = "香味", ["Flavour"] = "口味", ["Shelf life"] = "保质期", ["Use"] = "用途", ["Dishwasher safe"] = "可用洗碗机",
        ["Microwave safe"] = "可用微波炉", ["Compatible with"] = "适用于", ["Season"] = "季节", ["Fit"] = "版型", ["Cable length"] = "线长", ["Brand"] = "品牌",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["yes"] = "是", ["no"] = "否", ["cotton"] = "棉", ["organic cotton"] = "有机棉", ["linen"] = "亚麻", ["wool"] = "羊毛", ["silk"] = "丝绸", ["polyester"] = "聚酯纤维",
        ["leather"] = "真皮", ["suede"] = "绒面革", ["canvas"] = "帆布", ["stoneware"] = "炻瓷", ["porcelain"] = "瓷", ["ceramic"] = "陶瓷", ["glass"] = "玻璃",
        ["stainless steel"] = "不锈钢", ["steel"] = "钢", ["aluminium"] = "铝", ["aluminum"] = "铝", ["brass"] = "黄铜", ["wood"] = "木", ["oak"] = "橡木",
        ["bamboo"] = "竹", ["plastic"] = "塑料", ["silicone"] = "硅胶", ["rubber"] = "橡胶", ["cork"] = "软木", ["paper"] = "纸", ["plush"] = "毛绒",
        ["white"] = "白色", ["black"] = "黑色", ["grey"] = "灰色", ["gray"] = "灰色", ["red"] = "红色", ["green"] = "绿色", ["dark green"] = "深绿色", ["blue"] = "蓝色",
        ["navy"] = "藏青色", ["yellow"] = "黄色", ["orange"] = "橙色", ["pink"] = "粉色", ["purple"] = "紫色", ["brown"] = "棕色", ["beige"] = "米色", ["cream"] = "奶油色",
        ["teal"] = "蓝绿色", ["silver"] = "银色", ["gold"] = "金色", ["amber"] = "琥珀色", ["natural"] = "原色", ["matte"] = "哑光", ["glossy"] = "亮光",
        ["hand wash"] = "手洗", ["machine wash"] = "可机洗", ["dishwasher safe"] = "可用洗碗机", ["wipe clean"] = "擦拭清洁", ["bluetooth"] = "蓝牙", ["wireless"] = "无线",
        ["china"] = "中国", ["germany"] = "德国", ["italy"] = "意大利", ["japan"] = "日本", ["portugal"] = "葡萄牙", ["usa"] = "美国", ["france"] = "法国", ["spain"] = "西班牙",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The word in <paramref name="language"/>; null where the dictionary has none.</summary>
    public static string? Name(string name, string language) => Look(Names, name, language);

    /// <summary>Figures with units stay as they are; listed words are translated; null for everything else.</summary>
    public static string? Value(string value, string language) => IsFigure(value) ? value : Look(Values, value, language);

    private static string? Look(FrozenDictionary<string, string> words, string word, string language) =>
        language == Languages.English || HasChinese(word) ? word : words.GetValueOrDefault(word.Trim());

    // "500 ml", "30 x 20 x 10 cm", "2.4 GHz", "1.7 l", "100 %": the same in every language.
    private static bool IsFigure(string value) =>
        value.Length > 0 && char.IsAsciiDigit(value[0]) && value.Split(' ').All(w => w.Length <= 4 || w.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or 'x' or '×'));

    public static bool HasChinese(string text) => text.EnumerateRunes().Any(r => r.Value is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF);
}
