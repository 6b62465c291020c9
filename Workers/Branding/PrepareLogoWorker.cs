using System.Security.Cryptography;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Branding;
using CommerceOS.Jobs;
using CommerceOS.Studio;
using CommerceOS.Studio.Isolation;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Branding;

/// <summary>Decodes an uploaded logo in full, in a process of its own, and makes the PNG that templates draw. What is damaged is refused with its reason.</summary>
internal sealed class PrepareLogoWorker(CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, UploadDecoder decoder, StudioEngine studio) : IJobHandler
{
    public static string Kind => PrepareLogo.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<PrepareLogo>();
        scope.Enter(new(wish.WorkspaceId));
        var brand = await database.BrandKits.SingleOrDefaultAsync(b => b.LogoId == wish.LogoId && b.LogoState == LogoState.Processing, cancellationToken);
        if (brand is null) return JobOutcome.Done.Instance; // replaced or deleted meanwhile, or done by an earlier run
        var upload = await objects.ReadAllAsync(wish.WorkspaceId, BrandKit.LogoKey(wish.LogoId, "upload"), cancellationToken);
        if (upload is null) return new JobOutcome.Discard("the upload is gone");
        switch (await decoder.NormaliseAsync(upload, cancellationToken))
        {
            case NormaliseOutcome.Normalised picture:
                var logo = studio.Logo(picture.Master, cancellationToken);
                await objects.PutAsync(wish.WorkspaceId, BrandKit.LogoKey(wish.LogoId, "logo"), new MemoryStream(logo), cancellationToken);
                var scale = Math.Min(1, 800.0 / Math.Max(picture.Width, picture.Height));
                brand.FinishLogo(Convert.ToHexStringLower(SHA256.HashData(logo)), (int)Math.Round(picture.Width * scale), (int)Math.Round(picture.Height * scale));
                break;
            case NormaliseOutcome.Refused refused:
                brand.RefuseLogo("photo_" + refused.Code, refused.Detail);
                break;
        }
        await using (await database.Database.BeginTransactionAsync(cancellationToken)) await context.CompleteInAsync(database, cancellationToken);
        // After the commit: a crash before it must find the upload again.
        await objects.DeleteAsync(wish.WorkspaceId, BrandKit.LogoKey(wish.LogoId, "upload"), CancellationToken.None);
        return JobOutcome.Done.Instance;
    }
}
