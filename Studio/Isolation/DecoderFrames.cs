using System.Buffers.Binary;
using System.Text.Json;

namespace CommerceOS.Studio.Isolation;

/// <summary>
/// What parent and child say to each other over the child's standard input and output: frames of a 32-bit length (little
/// endian) and that many bytes. The child greets with its engine version; then an upload goes in and a header (JSON)
/// comes out, followed by three more frames (master, preview, thumb) where the upload was sound.
/// </summary>
internal static class DecoderFrames
{
    // Twice the largest upload that can be configured: a PNG master of a small, noisy WebP may be larger than its upload.
    private const int LargestFrame = 512 * 1024 * 1024;

    internal static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, frame.Length);
        await stream.WriteAsync(length, cancellationToken);
        await stream.WriteAsync(frame, cancellationToken);
    }

    /// <returns>null at the end of the stream.</returns>
    /// <exception cref="EndOfStreamException">The stream ended within a frame.</exception>
    /// <exception cref="InvalidDataException">The length is impossible: the other side is not what it should be.</exception>
    internal static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        var got = await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellationToken);
        if (got == 0)
        {
            return null;
        }

        if (got < length.Length)
        {
            throw new EndOfStreamException("The stream ended within the length of a frame.");
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size is < 0 or > LargestFrame)
        {
            throw new InvalidDataException($"Expected a frame of 0 to {LargestFrame} bytes, got {size}.");
        }

        var frame = new byte[size];
        await stream.ReadExactlyAsync(frame, cancellationToken);
        return frame;
    }

    internal static async Task WriteAsync(Stream stream, NormaliseOutcome outcome, CancellationToken cancellationToken)
    {
        await WriteAsync(stream, JsonSerializer.SerializeToUtf8Bytes(Header.Of(outcome)), cancellationToken);
        if (outcome is NormaliseOutcome.Normalised photo)
        {
            await WriteAsync(stream, photo.Master, cancellationToken);
            await WriteAsync(stream, photo.Preview, cancellationToken);
            await WriteAsync(stream, photo.Thumb, cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
    }

    internal static async Task<NormaliseOutcome> ReadOutcomeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = JsonSerializer.Deserialize<Header>(await RequireAsync(stream, cancellationToken)) ?? throw new InvalidDataException("Expected a header, got null.");
        return header.Refusal is { } reason
            ? new NormaliseOutcome.Refused(reason, header.Detail ?? "")
            : new NormaliseOutcome.Normalised(
                await RequireAsync(stream, cancellationToken),
                header.ContentType ?? throw new InvalidDataException("Expected the master's content type, got none."),
                header.Width,
                header.Height,
                await RequireAsync(stream, cancellationToken),
                await RequireAsync(stream, cancellationToken),
                header.HasAlpha,
                header.SourceFormat,
                header.SourceWidth,
                header.SourceHeight);
    }

    private static async Task<byte[]> RequireAsync(Stream stream, CancellationToken cancellationToken) =>
        await ReadAsync(stream, cancellationToken) ?? throw new EndOfStreamException("The stream ended before an answer.");

    private sealed record Header(
        RefusalReason? Refusal, string? Detail, string? ContentType, int Width, int Height, bool HasAlpha, SourceFormat SourceFormat, int SourceWidth, int SourceHeight)
    {
        internal static Header Of(NormaliseOutcome outcome) => outcome switch
        {
            NormaliseOutcome.Normalised photo => new(
                null, null, photo.MasterContentType, photo.Width, photo.Height, photo.HasAlpha, photo.SourceFormat, photo.SourceWidth, photo.SourceHeight),
            NormaliseOutcome.Refused refused => new(refused.Reason, refused.Detail, null, 0, 0, false, default, 0, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
        };
    }
}
