using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Generation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Generation;

internal static class StoryboardEndpoints
{
    public static void MapStoryboards(this RouteGroupBuilder workspace) =>
        workspace.MapGet("/products/{productId:guid}/storyboard", SuggestAsync).ForMembers(Role.Viewer).WithName("SuggestStoryboard").WithTags("Generation")
            .WithSummary("The shots that a product video gets when none are given: a start for own ones");

    private static async Task<Results<Ok<IReadOnlyList<ShotDto>>, ProblemHttpResult>> SuggestAsync(
        Guid productId, string? language, string? scene, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        if (await database.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } product) return ApiErrors.NotFound("product");
        language ??= Languages.English;
        scene ??= Recipes.Scenes[0];
        if (!Languages.IsKnown(language)) return ApiErrors.Invalid(FieldError.OneOf("language", Languages.All, language));
        if (!Recipes.Scenes.Contains(scene)) return ApiErrors.Invalid(FieldError.OneOf("scene", Recipes.Scenes, scene));
        return TypedResults.Ok<IReadOnlyList<ShotDto>>([.. VideoPlan.Suggest(product, language, scene).Select(s => new ShotDto(s.Kind, s.Seconds, s.Scene, s.Caption, s.Title, s.Line))]);
    }
}
