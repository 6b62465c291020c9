using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace CommerceOS.Web.Media;

/// <summary>A photo that becomes a product. Product and photo come together: a file that is refused leaves no empty product behind.</summary>
internal static class DraftEndpoints
{
    private const int MostNumbers = 50;

    public static void MapDrafts(this IEndpointRouteBuilder routes) => routes.MapPost("/drafts", CreateAsync).RequireAuthorization().DisableAntiforgery();

    /// <summary>As with photos of a product: from upload.js one file as it is, from a plain form one or more in multipart.</summary>
    private static async Task<IResult> CreateAsync(
        string? fileName, HttpContext http, CommerceClient api, CurrentWorkspace workspace, IAntiforgery antiforgery, Texts texts, Toasts toasts, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = http.Request.HasFormContentType ? 10 * MediaEndpoints.MaxUploadBytes : MediaEndpoints.MaxUploadBytes;
        var plainForm = http.Request.HasFormContentType;
        if (!await antiforgery.IsRequestValidAsync(http)) return plainForm ? Results.Redirect("/") : Results.BadRequest();
        var draft = new Draft(api, await workspace.IdAsync(), texts, clock);
        if (!plainForm)
        {
            try
            {
                var (product, photo) = await draft.CreateAsync(fileName, http.Request.Body, cancellationToken);
                return Results.Json(new DraftAnswer(photo, product, null), statusCode: StatusCodes.Status201Created);
            }
            catch (CommerceApiException e) when (e.Problem.Status is >= 400 and < 500 and not 401)
            {
                return Results.Json(new DraftAnswer(null, null, ProblemWords.Of(e.Problem, texts)), statusCode: e.Problem.Status);
            }
        }
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (made, refused) = (new List<Guid>(), new List<string>());
        foreach (var file in form.Files)
        {
            await using var stream = file.OpenReadStream();
            try
            {
                if (form["mode"] == "one" && made is [var first, ..]) await api.UploadPhotoAsync(draft.Workspace, first, Draft.NameOf(file.FileName), stream, cancellationToken);
                else made.Add((await draft.CreateAsync(file.FileName, stream, cancellationToken)).Product);
            }
            catch (CommerceApiException e) when (e.Problem.Status is >= 400 and < 500 and not 401)
            {
                refused.Add($"{Draft.NameOf(file.FileName)}: {ProblemWords.Of(e.Problem, texts)}");
            }
        }
        if (refused.Count > 0) toasts.ShowProblem("draft", string.Join(' ', refused.Take(5)));
        return Results.Redirect(made switch { [] => "/", [var only] => $"/products/{only}/photos", _ => "/catalog" });
    }

    private sealed record DraftAnswer(Guid? Id, Guid? ProductId, string? Problem);

    private sealed class Draft(CommerceClient api, Guid workspace, Texts texts, TimeProvider clock)
    {
        public Guid Workspace => workspace;

        public static string NameOf(string? fileName) => Path.GetFileName(fileName) is { Length: > 0 } name ? name : "photo";

        public async Task<(Guid Product, Guid Photo)> CreateAsync(string? fileName, Stream photo, CancellationToken cancellationToken)
        {
            var product = await AddProductAsync(NameOf(fileName), cancellationToken);
            try
            {
                return (product, (await api.UploadPhotoAsync(workspace, product, NameOf(fileName), photo, cancellationToken)).Id);
            }
            catch (Exception e) when (e is CommerceApiException or HttpRequestException or IOException or BadHttpRequestException or OperationCanceledException)
            {
                // Refused, or the browser went away halfway: the product would be an empty shell.
                await api.DeleteProductAsync(workspace, product, CancellationToken.None);
                throw;
            }
        }

        private async Task<Guid> AddProductAsync(string fileName, CancellationToken cancellationToken)
        {
            var name = DraftName.Of(fileName, texts["draft.untitled"], "P-" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[..12].ToUpperInvariant());
            for (var number = 1; ; number++)
            {
                var now = number == 1 ? name : name.Numbered(number);
                var input = new ProductInput(now.Sku, [new(Languages.Current, now.Title, "", [])], "", "", null, null, [], [.. Languages.All]);
                try
                {
                    return (await api.CreateProductAsync(workspace, input, cancellationToken, Guid.CreateVersion7().ToString())).Value.Id;
                }
                catch (CommerceApiException e) when (e.Problem.Code == "sku_taken" && number < MostNumbers)
                {
                    // Cameras count from one again: the next number.
                }
            }
        }
    }
}
