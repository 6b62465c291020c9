using CommerceOS.Domain.Generation;
using CommerceOS.Web.Components.Generation;
using CommerceOS.Web.Localization;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

public sealed class RecipeOptionsTests
{
    [Theory]
    [InlineData("en")]
    [InlineData(Languages.Chinese)]
    public void Every_recipe_that_makes_something_to_look_at_has_a_sample_of_its_own(string language)
    {
        var samples = Recipes.All.Where(r => r.Kind != RecipeKind.Copy && r.Id != RecipeOptions.PhotoEdit).Select(r => RecipeOptions.SampleOf(r.Id, language)).ToList();

        samples.ShouldBeUnique();
        samples.ShouldAllBe(name => FakeShop.Picture(name).Length > 0);
    }
}
