using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Azure's resources as their local counterparts: a native Postgres and Redis, a folder for blobs. Publishing is left to Aspire.</summary>
internal static class AzureBuilderExtensions
{
    public static IResourceBuilder<AzureContainerAppEnvironmentResource> AddAzureContainerAppEnvironment(
        this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new AzureContainerAppEnvironmentResource(name));

    public static IResourceBuilder<PostgresServerResource> AddAzurePostgresFlexibleServer(
        this IDistributedApplicationBuilder builder, string name) => builder.AddResource(new PostgresServerResource(name));

    public static IResourceBuilder<PostgresServerResource> WithPasswordAuthentication(
        this IResourceBuilder<PostgresServerResource> builder) => builder;

    public static IResourceBuilder<PostgresServerResource> RunAsContainer(
        this IResourceBuilder<PostgresServerResource> builder, Action<IResourceBuilder<PostgresServerResource>>? configureContainer = null)
    {
        configureContainer?.Invoke(builder);
        return builder;
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name)
    {
        var database = new PostgresDatabaseResource(name, builder.Resource);
        builder.Resource.Databases.Add(database);
        return builder.ApplicationBuilder.AddResource(database).WaitFor(builder);
    }

    public static IResourceBuilder<RedisResource> AddAzureManagedRedis(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new RedisResource(name));

    public static IResourceBuilder<RedisResource> WithAccessKeyAuthentication(this IResourceBuilder<RedisResource> builder) => builder;

    public static IResourceBuilder<RedisResource> RunAsContainer(this IResourceBuilder<RedisResource> builder) => builder;

    public static IResourceBuilder<StorageResource> AddAzureStorage(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new StorageResource(name));

    public static IResourceBuilder<StorageResource> RunAsEmulator(
        this IResourceBuilder<StorageResource> builder, Action<IResourceBuilder<StorageResource>>? configureContainer = null)
    {
        configureContainer?.Invoke(builder);
        return builder;
    }

    public static IResourceBuilder<BlobContainerResource> AddBlobContainer(this IResourceBuilder<StorageResource> builder, string name) =>
        builder.ApplicationBuilder.AddResource(new BlobContainerResource(name)).WaitFor(builder);

    /// <summary>Local data is kept anyway, in the data folder.</summary>
    public static IResourceBuilder<T> WithDataVolume<T>(this IResourceBuilder<T> builder) where T : IResource => builder;

    public static IResourceBuilder<ProjectResource> PublishAsAzureContainerAppJob(this IResourceBuilder<ProjectResource> builder) => builder;
}
