using System.Security.Cryptography;
using System.Text;
using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>
/// How a photo looks after steps, for a person who edits. It has no row: it is named by what it is made from, so the same wish is the
/// same preview, and its objects lie under the photo, where the sweep of unreferenced objects takes them a day later.
/// </summary>
public static class EditPreview
{
    /// <summary>Of all names of such objects under a photo.</summary>
    public const string Prefix = "edit-";

    /// <param name="steps">In their canonical form.</param>
    public static Guid IdOf(Asset photo, string steps) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{photo.Id.Value:N}\n{photo.Sha256}\n{OutlineStrokes.HashOf(photo.Strokes)}\n{steps}")).AsSpan(0, 16));

    /// <summary>The steps that somebody asked for, in JSON.</summary>
    public static string StepsKey(AssetId photo, Guid id) => Asset.ObjectKey(photo, $"{Prefix}{id:N}-steps");

    /// <summary>The picture as WebP.</summary>
    public static string PictureKey(AssetId photo, Guid id) => Asset.ObjectKey(photo, $"{Prefix}{id:N}");

    /// <summary><see cref="EditPreviewFacts"/> in JSON; written last, so it says that the preview is whole.</summary>
    public static string FactsKey(AssetId photo, Guid id) => Asset.ObjectKey(photo, $"{Prefix}{id:N}-facts");

    /// <summary>The id of what a person asked for last: what waits for them and is older is not made any more.</summary>
    public static string NewestKey(AssetId photo, AccountId account) => Asset.ObjectKey(photo, $"{Prefix}newest-{account.Value:N}");
}

/// <param name="Width">Of the picture that these steps make in full.</param>
/// <param name="Problem">Null, or why there is no picture; then the sizes are 0.</param>
/// <param name="Field">The step that was refused, for example <c>steps[2].strokes</c>; null where it is not one step's doing.</param>
public sealed record EditPreviewFacts(int Width, int Height, string? Code = null, string? Problem = null, string? Field = null);

/// <summary>Job: show a photo after steps.</summary>
public sealed record PreviewEdit(Guid WorkspaceId, Guid PhotoId, Guid PreviewId, Guid AccountId)
{
    public const string Kind = "generation.preview-edit";

    /// <summary>Kind of the job that says so when the one that makes it died.</summary>
    public const string DeadKind = "generation.preview-edit.dead";
}
