using CommerceOS.Data.Accounts;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Schema;
using CommerceOS.Domain;
using CommerceOS.Domain.Branding;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Domain.Publishing;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Data;

/// <summary>
/// All tables. Content is filtered by <see cref="WorkspaceScope"/>; row-level security in the database is the second wall behind it.
/// </summary>
public sealed class CommerceDbContext(DbContextOptions<CommerceDbContext> options, WorkspaceScope scope)
    : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>Name of the filter that hides deleted products, for <c>IgnoreQueryFilters</c>.</summary>
    public const string DeletedFilter = "deleted";

    private const string TenantFilter = "tenant";

    private WorkspaceId CurrentWorkspace => scope.Current ?? default;

    public DbSet<Account> Accounts => Users;

    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<AccountToken> AccountTokens => Set<AccountToken>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Asset> Assets => Set<Asset>();

    public DbSet<OutlinePreview> OutlinePreviews => Set<OutlinePreview>();

    public DbSet<BrandKit> BrandKits => Set<BrandKit>();

    public DbSet<BrandMusic> BrandMusic => Set<BrandMusic>();

    public DbSet<StudioAbilities> StudioAbilities => Set<StudioAbilities>();

    public DbSet<GenerationRun> Generations => Set<GenerationRun>();

    public DbSet<ListingCopy> Copies => Set<ListingCopy>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    public DbSet<MasterKeyRecord> MasterKeys => Set<MasterKeyRecord>();

    public DbSet<WorkspaceKey> WorkspaceKeys => Set<WorkspaceKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CommerceDbContext).Assembly);
        builder.HasPostgresExtension("pg_trgm");
        SnakeCase.Apply(builder);

        builder.Entity<Product>().HasQueryFilter(TenantFilter, p => p.WorkspaceId == CurrentWorkspace).HasQueryFilter(DeletedFilter, p => p.DeletedAt == null);
        builder.Entity<Asset>().HasQueryFilter(TenantFilter, a => a.WorkspaceId == CurrentWorkspace);
        builder.Entity<OutlinePreview>().HasQueryFilter(TenantFilter, p => p.WorkspaceId == CurrentWorkspace);
        builder.Entity<BrandKit>().HasQueryFilter(TenantFilter, b => b.WorkspaceId == CurrentWorkspace);
        builder.Entity<BrandMusic>().HasQueryFilter(TenantFilter, m => m.WorkspaceId == CurrentWorkspace);
        builder.Entity<GenerationRun>().HasQueryFilter(TenantFilter, g => g.WorkspaceId == CurrentWorkspace);
        builder.Entity<ListingCopy>().HasQueryFilter(TenantFilter, c => c.WorkspaceId == CurrentWorkspace);
        builder.Entity<Publication>().HasQueryFilter(TenantFilter, p => p.WorkspaceId == CurrentWorkspace);
        builder.Entity<IdempotentAnswer>().HasQueryFilter(TenantFilter, a => a.WorkspaceId == CurrentWorkspace);
        builder.Entity<WorkspaceKey>().HasQueryFilter(TenantFilter, k => k.WorkspaceId == CurrentWorkspace);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<AccountId>().HaveConversion<TypedIds.OfAccount>();
        configurationBuilder.Properties<WorkspaceId>().HaveConversion<TypedIds.OfWorkspace>();
        configurationBuilder.Properties<ProductId>().HaveConversion<TypedIds.OfProduct>();
        configurationBuilder.Properties<AssetId>().HaveConversion<TypedIds.OfAsset>();
        configurationBuilder.Properties<GenerationId>().HaveConversion<TypedIds.OfGeneration>();
        configurationBuilder.Properties<CopyId>().HaveConversion<TypedIds.OfCopy>();
        configurationBuilder.Properties<PublicationId>().HaveConversion<TypedIds.OfPublication>();
    }
}
