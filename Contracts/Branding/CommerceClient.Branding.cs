using System.Net.Http.Headers;
using CommerceOS.Contracts.Branding;

namespace CommerceOS.Contracts;

public sealed partial class CommerceClient
{
    private static string Brand(Guid workspaceId) => Workspace(workspaceId) + "/brand";

    public Task<Versioned<BrandDto>> GetBrandAsync(Guid workspaceId, CancellationToken cancellationToken) =>
        ReadVersionedAsync<BrandDto>(new HttpRequestMessage(HttpMethod.Get, Brand(workspaceId)), cancellationToken);

    /// <param name="etag">Of the version that was read; a newer one in between answers 412 with code <c>changed_meanwhile</c>.</param>
    public Task<Versioned<BrandDto>> SaveBrandAsync(Guid workspaceId, BrandInput brand, string etag, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Put, Brand(workspaceId), brand);
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        return ReadVersionedAsync<BrandDto>(request, cancellationToken);
    }

    /// <param name="logo">The file as it is: PNG, WebP or JPEG, at most 2 MB. Replaces the logo that is there.</param>
    public Task<Versioned<BrandDto>> UploadLogoAsync(Guid workspaceId, Stream logo, CancellationToken cancellationToken)
    {
        var content = new StreamContent(logo);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return ReadVersionedAsync<BrandDto>(new HttpRequestMessage(HttpMethod.Put, Brand(workspaceId) + "/logo") { Content = content }, cancellationToken);
    }

    public Task DeleteLogoAsync(Guid workspaceId, CancellationToken cancellationToken) => DeleteAsync(Brand(workspaceId) + "/logo", cancellationToken);

    /// <param name="music">The file as it is: MP3, M4A, WAV, FLAC or Ogg, at most 20 MB. Replaces the music that is there.</param>
    public Task<Versioned<BrandDto>> UploadMusicAsync(Guid workspaceId, string fileName, Stream music, CancellationToken cancellationToken)
    {
        var content = new StreamContent(music);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return ReadVersionedAsync<BrandDto>(new HttpRequestMessage(HttpMethod.Put, $"{Brand(workspaceId)}/music?fileName={Uri.EscapeDataString(fileName)}") { Content = content }, cancellationToken);
    }

    public Task DeleteMusicAsync(Guid workspaceId, CancellationToken cancellationToken) => DeleteAsync(Brand(workspaceId) + "/music", cancellationToken);

    /// <summary>The music as videos get it: M4A.</summary>
    public Task<FileContent> OpenMusicAsync(Guid workspaceId, CancellationToken cancellationToken) => OpenAsync(Brand(workspaceId) + "/music", cancellationToken);

    /// <summary>The logo as pictures show it: PNG.</summary>
    public Task<FileContent> OpenLogoAsync(Guid workspaceId, CancellationToken cancellationToken) => OpenAsync(Brand(workspaceId) + "/logo", cancellationToken);

    private async Task<FileContent> OpenAsync(string address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var response = await SendAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }
}
