using CommerceOS.Contracts;
using CommerceOS.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CommerceOS.ApiService.Edge;

/// <summary>The problems that this API answers with. Codes are stable: integrators branch on them, pages translate them.</summary>
internal static class ApiErrors
{
    public static ProblemHttpResult SignInNeeded() => Problem(401, "unauthenticated", "Sign in first", "Expected a valid bearer token from POST /v1/sessions.");

    public static ProblemHttpResult WrongCredentials() => Problem(401, "wrong_credentials", "E-mail or password is wrong", "Check both and try again, or reset the password.");

    public static ProblemHttpResult LockedOut(DateTimeOffset until) =>
        Problem(403, "locked_out", "Too many wrong passwords", $"Sign-in opens again at {until:HH:mm} UTC. A password reset opens it at once.");

    public static ProblemHttpResult RoleTooLow(string needed) => Problem(403, "role_too_low", "Your role does not allow this", $"This needs the role {needed} in the workspace.");

    public static ProblemHttpResult ConfirmEmailFirst() => Problem(403, "email_not_confirmed", "Confirm your e-mail address first", "Open the link in the mail that was sent at sign-up, or ask for a new one.");

    /// <summary>The same for what does not exist and for what belongs to somebody else.</summary>
    public static ProblemHttpResult NotFound(string what) => Problem(404, "not_found", $"No such {what}", $"There is no {what} with this id in the workspace.");

    public static ProblemHttpResult Conflict(string code, string title, string detail) => Problem(409, code, title, detail);

    public static ProblemHttpResult ChangedMeanwhile() =>
        Problem(412, "changed_meanwhile", "Someone else changed this", "The version in If-Match is no longer the newest. Read it again, compare, then save.");

    public static ProblemHttpResult VersionNeeded() => Problem(428, "version_needed", "Say which version you change", "Expected If-Match with the ETag of the version that was read.");

    public static ProblemHttpResult Refused(int status, string code, string detail) => Problem(status, code, "Refused", detail);

    public static ProblemHttpResult Invalid(IEnumerable<FieldError> errors)
    {
        var byField = errors.GroupBy(e => e.Field).ToDictionary(
            g => g.Key, g => g.Select(e => new FieldProblem(e.Code, e.Message, e.Arguments)).ToArray());
        return Problem(422, "invalid_input", "Some fields need a change", string.Join(' ', byField.Select(f => $"{f.Key}: {f.Value[0].Message}")), ("errors", byField));
    }

    public static ProblemHttpResult Invalid(FieldError error) => Invalid([error]);

    public static ProblemHttpResult Problem(int status, string code, string title, string detail, params ReadOnlySpan<(string Name, object Value)> members)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        foreach (var (name, value) in members) extensions[name] = value;
        return TypedResults.Problem(detail, statusCode: status, title: title, extensions: extensions);
    }
}
