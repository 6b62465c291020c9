using System.Diagnostics;
using OpenTelemetry;

namespace CommerceOS.ServiceDefaults;

/// <summary>
/// The last gate before spans leave: no prompts or answers, should a library record them in spite of its settings, and no
/// paths of outbound calls, which hold credentials at some vendors (https://api.telegram.org/bot{token}/sendMessage).
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    // Names from OpenTelemetry's semantic conventions for generative AI, old and new.
    private static readonly string[] ContentTags =
    [
        "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions", "gen_ai.tool.definitions",
        "gen_ai.tool.call.arguments", "gen_ai.tool.call.result", "gen_ai.prompt", "gen_ai.completion",
    ];

    private const string FullUrlTag = "url.full";

    public override void OnEnd(Activity data)
    {
        foreach (var tag in ContentTags)
            data.SetTag(tag, null);

        if (data.GetTagItem(FullUrlTag) is string url)
            data.SetTag(FullUrlTag, Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null);
    }
}
