namespace CommerceOS.Domain.Catalog;

/// <summary>Job: show a photo's product in every scene, small, for choosing one.</summary>
public sealed record PreviewScenes(Guid WorkspaceId, Guid PhotoId)
{
    public const string Kind = "catalog.preview-scenes";
}

/// <summary>One picture with a preview of every scene of <see cref="Generation.Recipes.Scenes"/>, in that order, row by row.</summary>
public static class ScenePreviews
{
    /// <summary>Pixels of a preview's side.</summary>
    public const int Side = 224;

    /// <summary>Previews in a row.</summary>
    public const int Columns = 6;

    /// <summary>Name of the picture for a photo with these strokes; the engine that made it is written beside it, with <c>-engine</c> behind the name.</summary>
    public static string Name(IReadOnlyList<OutlineStroke> strokes) => Prefix + Asset.CutoutName(strokes);

    public const string Prefix = "scenes-";
}
