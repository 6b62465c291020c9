namespace CommerceOS.Contracts.Publishing;

public enum PublicationState { Queued, Running, Done, Failed }

/// <summary>A place that listings go to. <c>listing-package</c> is built in and needs no account.</summary>
public sealed record ChannelDto(string Id, string Name, bool Configured, IReadOnlyList<string> Languages);

/// <summary>Whether a product can go out on a channel, and what is missing, by name.</summary>
/// <param name="Pictures">What there is to choose from: approved pictures in their order, the main image first.</param>
/// <param name="Languages">The languages that copy is wanted or approved in.</param>
public sealed record ReadinessDto(
    Guid ProductId, string Sku, string Title, string Channel, bool Ready, IReadOnlyList<RequirementDto> Requirements,
    IReadOnlyList<ListingPictureDto> Pictures, IReadOnlyList<ListingVideoDto> Videos, IReadOnlyList<ListingLanguageDto> Languages);

/// <param name="Recipe">What made it, for example <c>main-image</c>.</param>
public sealed record ListingPictureDto(Guid AssetId, string Recipe, int Width, int Height);

/// <param name="Seconds">How long it plays.</param>
public sealed record ListingVideoDto(Guid AssetId, int Width, int Height, double Seconds);

/// <param name="Approved">True when there is approved copy in this language.</param>
public sealed record ListingLanguageDto(string Language, bool Approved);

/// <param name="Code">Stable, for example <c>main_image_approved</c>, <c>price</c>, <c>copy_approved</c>.</param>
/// <param name="Blocking">False for what is only recommended.</param>
public sealed record RequirementDto(string Code, bool Met, bool Blocking, string Message, string? Language);

/// <param name="Items">1 to 200 products.</param>
/// <param name="Languages">Of the copy to take along; null for every approved language.</param>
public sealed record PublishRequest(string Channel, IReadOnlyList<PublishItem> Items, IReadOnlyList<string>? Languages = null);

/// <param name="AssetIds">Approved pictures in their order, the main image first; null for all approved ones.</param>
/// <param name="Languages">Of this product's copy; null for those of the request.</param>
public sealed record PublishItem(Guid ProductId, IReadOnlyList<Guid>? AssetIds = null, IReadOnlyList<string>? Languages = null);

public sealed record PublicationDto(
    Guid Id, string Channel, PublicationState State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, long? SizeBytes, string? Sha256,
    IReadOnlyList<PublicationItemDto> Items, IReadOnlyList<PublicationFileDto> Files, string? FailureCode, string? FailureDetail);

public sealed record PublicationItemDto(Guid ProductId, string Sku, string Title, int Images, IReadOnlyList<string> Languages);

public sealed record PublicationFileDto(string Name, long SizeBytes, string Sha256);

/// <param name="Path">Relative to the API's address; works without signing in until <paramref name="ExpiresAt"/>.</param>
public sealed record DownloadLinkDto(string Path, DateTimeOffset ExpiresAt);
