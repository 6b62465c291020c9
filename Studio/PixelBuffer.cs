using System.Buffers;
using System.Runtime.InteropServices;

namespace CommerceOS.Studio;

/// <summary>
/// Numbers of a picture outside of the collected heap. At 12 megapixels and 16 bits a picture takes 72 MB: two or three dead
/// ones that wait for a collection are what lifts a worker over its limit, so each goes back to the system when its step
/// is done. Whoever makes a buffer disposes it; there is no finalizer, as one could run while a span is still read.
/// </summary>
internal sealed unsafe class PixelBuffer<T> : MemoryManager<T>
    where T : unmanaged
{
    private T* first;

    /// <summary>The content is undefined until it is written.</summary>
    internal PixelBuffer(int length)
    {
        first = (T*)NativeMemory.Alloc((nuint)length, (nuint)sizeof(T));
        Length = length;
    }

    internal int Length { get; }

    internal Span<T> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(first is null, this);
            return new(first, Length);
        }
    }

    public override Span<T> GetSpan() => Span;

    // Never moves.
    public override MemoryHandle Pin(int elementIndex = 0) => new(first + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(first);
        first = null;
    }
}
