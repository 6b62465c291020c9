using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Privacy;
using CommerceOS.Domain;
using CommerceOS.Domain.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CommerceOS.ApiService.Privacy;

internal static class PolicyEndpoints
{
    public static void MapPolicies(this RouteGroupBuilder v1) =>
        v1.MapGet("/policies/{id}", Get).ForStrangers().WithName("GetPolicy").WithTags("Privacy").WithSummary("A published policy in English or Simplified Chinese");

    private static Results<Ok<PolicyDto>, ProblemHttpResult> Get(string id, string? language)
    {
        if (language is not null && !Languages.IsKnown(language)) return ApiErrors.Invalid(FieldError.OneOf("language", Languages.All, language));
        return PolicyText.Find(id, language ?? Languages.English) is { } policy
            ? TypedResults.Ok(new PolicyDto(policy.Id, policy.Language, policy.Title, policy.LastUpdated, policy.Markdown))
            : ApiErrors.NotFound("policy");
    }
}
