using CommerceOS.ApiService.Edge;
using CommerceOS.Connectors.Channels;
using CommerceOS.Contracts.Publishing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CommerceOS.ApiService.Publishing;

internal static class ChannelEndpoints
{
    public static void MapChannels(this RouteGroupBuilder v1) =>
        v1.MapGet("/channels", List).ForAccounts().WithName("ListChannels").WithTags("Publishing").WithSummary("Where listings can go");

    private static Ok<IReadOnlyList<ChannelDto>> List() =>
        TypedResults.Ok<IReadOnlyList<ChannelDto>>([.. SalesChannels.All.Select(c => new ChannelDto(c.Id, c.Name, Configured: true, c.Languages))]);
}
