using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Vips;

/// <summary>The part of libvips that is called directly. Everything else goes through introspected operations.</summary>
internal static unsafe partial class VipsApi
{
    private const string Library = NativeLibraries.Vips;

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vips_init(string programName);

    [LibraryImport(Library)]
    internal static partial int vips_version(int part);

    [LibraryImport(Library)]
    internal static partial void vips_concurrency_set(int threads);

    [LibraryImport(Library)]
    internal static partial void vips_cache_set_max(int operations);

    [LibraryImport(Library)]
    internal static partial void vips_block_untrusted_set(int blocked);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void vips_operation_block_set(string className, int blocked);

    [LibraryImport(Library)]
    internal static partial nuint vips_tracked_get_mem();

    [LibraryImport(Library)]
    internal static partial nint vips_error_buffer_copy();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint vips_type_find(string baseName, string nickname);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint vips_operation_new(string name);

    [LibraryImport(Library)]
    internal static partial nint vips_cache_operation_build(nint operation);

    [LibraryImport(Library)]
    internal static partial void vips_object_unref_outputs(nint operation);

    [LibraryImport(Library)]
    internal static partial nint vips_image_new_from_memory_copy(void* data, nuint bytes, int width, int height, int bands, int format);

    [LibraryImport(Library)]
    internal static partial nint vips_image_new_memory();

    [LibraryImport(Library)]
    internal static partial void vips_image_init_fields(VipsImage image, int width, int height, int bands, int format, int coding, int interpretation, double xres, double yres);

    [LibraryImport(Library)]
    internal static partial int vips_image_write_line(VipsImage image, int y, void* line);

    [LibraryImport(Library)]
    internal static partial nint vips_image_write_to_memory(VipsImage image, out nuint bytes);

    [LibraryImport(Library)]
    internal static partial nint vips_image_copy_memory(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_width(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_height(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_bands(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_interpretation(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_xoffset(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_yoffset(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_hasalpha(VipsImage image);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint vips_image_get_typeof(VipsImage image, string field);

    [LibraryImport(Library)]
    internal static partial nint vips_blob_copy(void* data, nuint bytes);

    [LibraryImport(Library)]
    internal static partial void vips_area_unref(nint area);

    [LibraryImport(Library)]
    internal static partial nint vips_value_get_blob(GValue* value, out nuint bytes);

    [LibraryImport(Library)]
    internal static partial void vips_value_set_array_double(GValue* value, double[] array, int count);

    [LibraryImport(Library)]
    internal static partial void vips_value_set_array_int(GValue* value, int[] array, int count);

    [LibraryImport(Library)]
    internal static partial void vips_value_set_array_image(GValue* value, int count);

    [LibraryImport(Library)]
    internal static partial nint* vips_value_get_array_image(GValue* value, out int count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vips_enum_from_nick(string domain, nuint enumType, string nickname);
}
