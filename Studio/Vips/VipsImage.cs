using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Vips;

/// <summary>
/// Owns exactly one reference to an immutable libvips image. Pixels may still be a recipe (libvips is lazy):
/// a decode error shows where the pixels are first read, so decoders call <see cref="Materialise"/> at once.
/// </summary>
internal sealed unsafe class VipsImage : SafeHandle
{
    private const int UnsignedByteFormat = 0;

    internal VipsImage(nint ownedReference)
        : base(0, ownsHandle: true) => SetHandle(ownedReference);

    public override bool IsInvalid => handle == 0;

    internal int Width => VipsApi.vips_image_get_width(this);

    internal int Height => VipsApi.vips_image_get_height(this);

    internal int Bands => VipsApi.vips_image_get_bands(this);

    /// <summary>Where the picture's left edge lies in what made it; text is trimmed to its ink and says here how much.</summary>
    internal int OffsetX => VipsApi.vips_image_get_xoffset(this);

    internal int OffsetY => VipsApi.vips_image_get_yoffset(this);

    internal bool HasAlpha => VipsApi.vips_image_hasalpha(this) != 0;

    internal VipsInterpretation Interpretation => (VipsInterpretation)VipsApi.vips_image_get_interpretation(this);

    /// <summary>The raw reference, for building an operation; the caller keeps this object alive meanwhile.</summary>
    internal nint Reference
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    /// <summary>Copies 8-bit pixels, row by row without padding, 1 (grey), 3 (sRGB) or 4 (sRGB and alpha) bands.</summary>
    internal static VipsImage FromPixels(ReadOnlySpan<byte> pixels, int width, int height, int bands)
    {
        if ((long)width * height * bands != pixels.Length)
        {
            throw new ArgumentException($"Expected {width} x {height} x {bands} bytes, got {pixels.Length}.", nameof(pixels));
        }

        fixed (byte* first = pixels)
        {
            var reference = VipsApi.vips_image_new_from_memory_copy(first, (nuint)pixels.Length, width, height, bands, UnsignedByteFormat);
            if (reference == 0)
            {
                throw VipsRuntime.Failure("new_from_memory");
            }

            using var untagged = new VipsImage(reference);
            return untagged.Apply("copy", ("interpretation", bands < 3 ? "b-w" : "srgb"));
        }
    }

    /// <summary>Takes 8-bit pixels some rows at a time, so that they never lie in memory twice.</summary>
    /// <param name="rowsAtOnce">How many rows are asked for, fewer for the last ones.</param>
    /// <param name="fill">Gives the rows from a place on, without padding.</param>
    internal static VipsImage FromRows(int width, int height, int bands, int rowsAtOnce, Func<int, int, byte[]> fill)
    {
        var image = new VipsImage(VipsApi.vips_image_new_memory());
        try
        {
            VipsApi.vips_image_init_fields(
                image, width, height, bands, UnsignedByteFormat, coding: 0, (int)(bands < 3 ? VipsInterpretation.BlackAndWhite : VipsInterpretation.StandardRgb), 1, 1);
            for (var top = 0; top < height; top += rowsAtOnce)
            {
                var rows = Math.Min(rowsAtOnce, height - top);
                fixed (byte* first = fill(top, rows))
                {
                    for (var row = 0; row < rows; row++)
                    {
                        if (VipsApi.vips_image_write_line(image, top + row, first + (nint)row * width * bands) != 0)
                        {
                            throw VipsRuntime.Failure("write_line");
                        }
                    }
                }
            }

            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>A picture made of this one's 8-bit pixels and of nothing else.</summary>
    internal VipsImage PixelsAlone()
    {
        var memory = VipsApi.vips_image_write_to_memory(this, out var bytes);
        if (memory == 0)
        {
            throw VipsRuntime.Failure("write_to_memory");
        }

        try
        {
            return FromPixels(new ReadOnlySpan<byte>((void*)memory, checked((int)bytes)), Width, Height, Bands);
        }
        finally
        {
            GLibApi.g_free(memory);
        }
    }

    internal bool HasField(string name) => VipsApi.vips_image_get_typeof(this, name) != 0;

    internal byte[] ToPixels()
    {
        var memory = VipsApi.vips_image_write_to_memory(this, out var bytes);
        if (memory == 0)
        {
            throw VipsRuntime.Failure("write_to_memory");
        }

        try
        {
            return new ReadOnlySpan<byte>((void*)memory, checked((int)bytes)).ToArray();
        }
        finally
        {
            GLibApi.g_free(memory);
        }
    }

    /// <summary>Computes the pixels now, so that later reads are plain memory and later failures cannot be decode errors.</summary>
    internal VipsImage Materialise()
    {
        var reference = VipsApi.vips_image_copy_memory(this);
        return reference == 0 ? throw VipsRuntime.Failure("copy_memory") : new VipsImage(reference);
    }

    internal VipsImage Apply(string operation, params ReadOnlySpan<(string Name, object Value)> arguments) =>
        (VipsImage)VipsOperation.Run(operation, "out", this, arguments)!;

    internal byte[] Save(string operation, params ReadOnlySpan<(string Name, object Value)> arguments) =>
        (byte[])VipsOperation.Run(operation, "buffer", this, arguments)!;

    internal double Measure(string operation, params ReadOnlySpan<(string Name, object Value)> arguments) =>
        (double)VipsOperation.Run(operation, "out", this, arguments)!;

    protected override bool ReleaseHandle()
    {
        GObjectApi.g_object_unref(handle);
        return true;
    }
}

/// <summary>The colour interpretations that the ingest branches on (numbers fixed by libvips).</summary>
internal enum VipsInterpretation
{
    BlackAndWhite = 1,
    Cmyk = 15,
    StandardRgb = 22,
}
