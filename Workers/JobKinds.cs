using CommerceOS.Jobs;
using CommerceOS.Workers.Accounts;
using CommerceOS.Workers.Branding;
using CommerceOS.Workers.Catalog;
using CommerceOS.Workers.Generation;
using CommerceOS.Workers.Privacy;
using CommerceOS.Workers.Publishing;

namespace CommerceOS.Workers;

/// <summary>The list of what workers do.</summary>
internal static class JobKinds
{
    public static void Add(JobHandlers handlers) => handlers
        .Add<SendAccountMailWorker>()
        .Add<SendInvitationMailWorker>()
        .Add<PreparePhotoWorker>()
        .Add<EndDeadPhotoWorker>()
        .Add<PreviewOutlineWorker>()
        .Add<EndDeadOutlineWorker>()
        .Add<PreviewScenesWorker>()
        .Add<RunGenerationWorker>()
        .Add<ReplayAssetWorker>()
        .Add<EndDeadGenerationWorker>()
        .Add<PreviewEditWorker>()
        .Add<EndDeadEditPreviewWorker>()
        .Add<PublishListingsWorker>()
        .Add<EndDeadPublicationWorker>()
        .Add<PrepareLogoWorker>()
        .Add<EndDeadLogoWorker>()
        .Add<PrepareMusicWorker>()
        .Add<EndDeadMusicWorker>()
        .Add<PlanUpkeepWorker>()
        .Add<RotateMasterKeyWorker>()
        .Add<TidyWorkspaceWorker>();
}
