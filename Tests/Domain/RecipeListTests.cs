using CommerceOS.Domain.Generation;
using CommerceOS.Studio.Scenes;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Domain;

public sealed class RecipeListTests
{
    [Fact]
    public void Recipes_offer_exactly_the_scenes_that_the_Studio_has() =>
        Recipes.Scenes.Order(StringComparer.Ordinal).ShouldBe(SceneLibrary.All.Select(scene => scene.Id).Order(StringComparer.Ordinal));
}
