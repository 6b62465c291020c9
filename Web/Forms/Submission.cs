using CommerceOS.Contracts;
using CommerceOS.Web.Localization;

namespace CommerceOS.Web.Forms;

/// <summary>Sends what a form says. What the API refuses comes back as errors for the same page, under the API's status.</summary>
internal sealed class Submission(IHttpContextAccessor http, Texts texts)
{
    public async Task<FormErrors?> TryAsync(Func<Task> send)
    {
        try
        {
            await send();
            return null;
        }
        catch (CommerceApiException e) when (e.Problem.Status is >= 400 and < 500 and not (401 or 404))
        {
            return Refuse(e.Problem);
        }
    }

    /// <summary>An answer of our own in the same shape, for what cannot be sent at all.</summary>
    public FormErrors Refuse(ApiProblem problem)
    {
        http.HttpContext!.Response.StatusCode = problem.Status;
        return new FormErrors(problem, texts);
    }

    public FormErrors RefuseField(string field, string code) =>
        Refuse(new(422, "invalid_input", code, null, new Dictionary<string, FieldProblem[]> { [field] = [new(code, code)] }));
}
