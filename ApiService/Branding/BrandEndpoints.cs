using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Branding;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Branding;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using BrandTone = CommerceOS.Domain.Branding.BrandTone;
using LogoState = CommerceOS.Domain.Branding.LogoState;

namespace CommerceOS.ApiService.Branding;

internal static class BrandEndpoints
{
    public static void MapBrand(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/brand").WithTags("Brand");
        group.MapGet("/", GetAsync).ForMembers(Role.Viewer).WithName("GetBrand").WithSummary("The workspace's brand: colours, fonts, tone and logo");
        group.MapPut("/", SaveAsync).ForMembers(Role.Editor).WithName("SaveBrand").WithSummary("Change the brand for pictures made from now on; needs If-Match");
        group.MapGet("/logo", LogoAsync).ForMembers(Role.Viewer).WithName("GetLogo").WithSummary("The logo as pictures show it").Produces<byte[]>(200, "image/png");
        group.MapPut("/logo", UploadLogoAsync).ForMembers(Role.Editor).WithName("UploadLogo").WithSummary("Upload or replace the logo: the body is the file itself, PNG, WebP or JPEG, at most 2 MB")
            .Accepts<byte[]>("application/octet-stream", "image/png", "image/webp", "image/jpeg");
        group.MapDelete("/logo", DeleteLogoAsync).ForMembers(Role.Editor).WithName("DeleteLogo").WithSummary("Remove the logo; pictures that show it stay as they are");
    }

    private static async Task<Ok<BrandDto>> GetAsync(HttpContext http, CommerceDbContext database, CancellationToken cancellationToken) =>
        await BrandAnswer.ReadAsync(http, database, cancellationToken);

    private static async Task<Results<Ok<BrandDto>, ProblemHttpResult>> SaveAsync(
        BrandInput request, HttpContext http, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var (colours, errors) = BrandColours.Check(request.Primary, request.Accent, request.Ink, request.Ground);
        List<FieldError> all = [.. errors];
        if (BrandFonts.Check("headlineFont", request.HeadlineFont) is { } headline) all.Add(headline);
        if (BrandFonts.Check("textFont", request.TextFont) is { } text) all.Add(text);
        if (all.Count > 0) return ApiErrors.Invalid(all);
        var brand = await database.BrandKits.SingleOrDefaultAsync(cancellationToken);
        if (ETags.Matches(http, brand?.Version ?? BrandAnswer.NoVersion) is not { } matches) return ApiErrors.VersionNeeded();
        if (!matches) return ApiErrors.ChangedMeanwhile();
        if (brand is null) database.BrandKits.Add(brand = New(caller.WorkspaceId, time));
        (brand.Colours, brand.HeadlineFont, brand.TextFont) = (colours!, request.HeadlineFont, request.TextFont);
        (brand.Tone, brand.UpdatedAt) = ((BrandTone)(request.Tone ?? Contracts.Branding.BrandTone.Plain), time.GetUtcNow());
        return await TrySaveAsync(database, cancellationToken) ? await BrandAnswer.OfAsync(brand, http, database, cancellationToken) : ApiErrors.ChangedMeanwhile();
    }

    private static async Task<Results<Accepted<BrandDto>, ProblemHttpResult>> UploadLogoAsync(
        HttpContext http, Caller caller, CommerceDbContext database, WorkspaceObjects objects, JobQueue jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await BodyReader.ReadAsync(http, LogoProbe.MaxSizeBytes, cancellationToken) is not { } body) return ApiErrors.Refused(413, "logo_too_large", "Expected at most 2 MB, more came.");
        if (LogoProbe.Refuse(body) is { } refused) return ApiErrors.Refused(refused.Code switch { "logo_too_large" => 413, "logo_format" => 415, _ => 422 }, refused.Code, refused.Detail);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        // Bytes first: should we stop here, an unreferenced object remains, never a logo without its bytes.
        await objects.PutAsync(caller.WorkspaceId.Value, BrandKit.LogoKey(id, "upload"), new MemoryStream(body), cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var brand = await database.BrandKits.SingleOrDefaultAsync(cancellationToken);
        var before = brand?.LogoId;
        if (brand is null) database.BrandKits.Add(brand = New(caller.WorkspaceId, time));
        brand.TakeLogo(id, time.GetUtcNow());
        if (!await TrySaveAsync(database, cancellationToken)) return ApiErrors.ChangedMeanwhile();
        var job = NewJob.For(PrepareLogo.Kind, new PrepareLogo(caller.WorkspaceId.Value, id)) with
        {
            // A file that kills its reader gets few chances to.
            Priority = -5, Tenant = caller.WorkspaceId.Value.ToString(), MaxAttempts = 4, OnDead = PrepareLogo.DeadKind,
        };
        await jobs.EnqueueInAsync(database, job, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await DropAsync(before, caller, objects);
        await database.Entry(brand).ReloadAsync(cancellationToken);
        var answer = await BrandAnswer.OfAsync(brand, http, database, cancellationToken);
        return TypedResults.Accepted($"/v1/workspaces/{caller.WorkspaceId.Value}/brand", answer.Value!);
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> LogoAsync(
        HttpContext http, Caller caller, CommerceDbContext database, WorkspaceObjects objects, CancellationToken cancellationToken)
    {
        var brand = await database.BrandKits.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return await BrandFiles.SendAsync("logo", "image/png", brand?.LogoState == LogoState.Processing, brand?.ReadyLogo, brand?.LogoSha256, http, caller, objects, cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteLogoAsync(
        Caller caller, CommerceDbContext database, WorkspaceObjects objects, TimeProvider time, CancellationToken cancellationToken)
    {
        var brand = await database.BrandKits.SingleOrDefaultAsync(cancellationToken);
        if (brand?.LogoId is not { } id) return ApiErrors.NotFound("logo");
        brand.ClearLogo(time.GetUtcNow());
        if (!await TrySaveAsync(database, cancellationToken)) return ApiErrors.ChangedMeanwhile();
        await DropAsync(id, caller, objects);
        return TypedResults.NoContent();
    }

    private static BrandKit New(WorkspaceId workspace, TimeProvider time) => new() { WorkspaceId = workspace, Colours = BrandColours.Suggested, UpdatedAt = time.GetUtcNow() };

    // False where somebody else saved between our reading and our writing, or made the first brand at the same moment.
    internal static async Task<bool> TrySaveAsync(CommerceDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    // What fails here is left to the sweep of unreferenced objects.
    private static async Task DropAsync(Guid? logo, Caller caller, WorkspaceObjects objects)
    {
        if (logo is not { } id) return;
        foreach (var rendition in (string[])["upload", "logo"]) await objects.DeleteAsync(caller.WorkspaceId.Value, BrandKit.LogoKey(id, rendition), CancellationToken.None);
    }
}
