using CommerceOS.Contracts;
using CommerceOS.Web.Localization;

namespace CommerceOS.Web.Forms;

/// <summary>What the API refused, in the language of the page: by field, and as a whole where no field is to blame.</summary>
public sealed class FormErrors(ApiProblem problem, Texts texts)
{
    private readonly HashSet<string> _shown = [];

    public ApiProblem Problem => problem;

    /// <summary>The sentence at the top, for problems that belong to no field.</summary>
    public string Title => ProblemWords.Of(problem, texts);

    public IEnumerable<(string Field, string Message)> All =>
        problem.Errors?.Select(e => (e.Key, Sentence(e.Key, e.Value[0]))) ?? [];

    /// <summary>The first error of the field or of anything below it, for example <c>price</c> for <c>price.amount</c>.</summary>
    public string? Of(string field)
    {
        if (problem.Errors is null) return null;
        foreach (var (key, found) in problem.Errors)
        {
            if (key == field || (key.StartsWith(field, StringComparison.Ordinal) && key[field.Length] is '.' or '[')) return found.Length > 0 ? Sentence(key, found[0]) : null;
        }
        return null;
    }

    /// <summary>A sentence for this code at this very field goes before the one for the code.</summary>
    private string Sentence(string path, FieldProblem found)
    {
        (string, object?)[] values = [.. (found.Arguments ?? new Dictionary<string, string>()).Select(a => (a.Key, (object?)a.Value))];
        var name = path[(path.LastIndexOf('.') + 1)..];
        return texts.Find($"field.{found.Code}.{name}", values) ?? texts.Find("field." + found.Code, values) ?? found.Message;
    }
}

/// <summary>Problem codes in the language of the page; the API's own English where the code is not known here.</summary>
internal static class ProblemWords
{
    public static string Of(ApiProblem problem, Texts texts) => texts.Find("problem." + problem.Code) ?? problem.Detail ?? problem.Title;

    public static string Of(string? code, string? detail, Texts texts) => (code is null ? null : texts.Find("problem." + code)) ?? detail ?? code ?? "";
}
