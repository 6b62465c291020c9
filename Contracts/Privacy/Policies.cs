namespace CommerceOS.Contracts.Privacy;

/// <param name="Markdown">The text in the asked language.</param>
public sealed record PolicyDto(string Id, string Language, string Title, DateOnly LastUpdated, string Markdown);
