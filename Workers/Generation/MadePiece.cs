using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;

namespace CommerceOS.Workers.Generation;

/// <summary>A finished picture or video, before it is stored. Dispose it: a video is a file.</summary>
/// <param name="Open">Its bytes from the start.</param>
/// <param name="Still">What thumbnails are made from: the picture itself, or a video's poster.</param>
/// <param name="Captions">WebVTT, or null.</param>
internal sealed record MadePiece(
    AssetKind Kind, Func<Stream> Open, byte[] Still, string ContentType, string Extension, int Width, int Height, string Engine, double? PlaySeconds, string? Captions,
    Alignment? Alignment, IReadOnlyList<Check> Checks, string? File = null) : IDisposable
{
    public void Dispose()
    {
        if (File is not null) System.IO.File.Delete(File);
    }
}
