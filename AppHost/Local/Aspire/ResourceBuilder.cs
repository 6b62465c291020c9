using CommerceOS.AppHost.Local;

namespace Aspire.Hosting.ApplicationModel;

internal interface IResourceBuilder<out T> where T : IResource
{
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    T Resource { get; }
}

internal static class ResourceBuilderConfiguration
{
    /// <summary>Changes the declaration and hands the builder back.</summary>
    public static IResourceBuilder<T> Declare<T>(this IResourceBuilder<T> builder, Action<ResourceDeclaration> change) where T : IResource
    {
        change(builder.Resource.Declared);
        return builder;
    }
}
