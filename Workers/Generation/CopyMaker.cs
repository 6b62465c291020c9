using System.Text.Json;
using CommerceOS.Domain.Generation;

namespace CommerceOS.Workers.Generation;

/// <summary>Turns a recipe's parameters into those of the copy templates.</summary>
internal static class CopyMaker
{
    public static CopyParameters Parameters(string json)
    {
        using var document = JsonDocument.Parse(json);
        var p = document.RootElement;
        return new(
            p.GetProperty("lead").GetString() == "details" ? CopyLead.Details : CopyLead.Features, p.GetProperty("bullets").GetInt32(), p.GetProperty("brandInTitle").GetBoolean());
    }

    public static string Words(CopyFacts facts) => JsonSerializer.Serialize(facts);
}
