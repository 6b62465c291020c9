using System.Text.Json;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Generation;
using CommerceOS.Domain.Generation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CommerceOS.ApiService.Generation;

internal static class RecipeEndpoints
{
    public static void MapRecipes(this RouteGroupBuilder v1) =>
        v1.MapGet("/recipes", List).ForAccounts().WithName("ListRecipes").WithTags("Generation").WithSummary("What can be made, with parameters, defaults and ranges");

    private static Ok<IReadOnlyList<RecipeDto>> List() => TypedResults.Ok<IReadOnlyList<RecipeDto>>([.. Recipes.All.Select(ToDto)]);

    private static RecipeDto ToDto(Recipe recipe) => new(
        recipe.Id, (Contracts.Generation.RecipeKind)recipe.Kind, recipe.NeedsPhoto, recipe.TypicalSeconds,
        [.. recipe.Parameters.Select(p => new RecipeParameterDto(p.Name, p.Type, JsonSerializer.SerializeToElement(p.Default), p.Choices, p.Min, p.Max, p.Unit))]);
}
