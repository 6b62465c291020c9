using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Vips;

/// <summary>GLib's generic value: a type tag and two words, 24 bytes on every 64-bit ABI.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    public nuint Type;
    public ulong Data0;
    public ulong Data1;
}

/// <summary>GLib's fundamental type numbers, as <c>g_type_fundamental(type) >> 2</c> yields them.</summary>
internal enum GFundamental
{
    Boolean = 5,
    Int32 = 6,
    UInt64 = 11,
    Enumeration = 12,
    Flags = 13,
    Double = 15,
    Text = 16,
}

internal static unsafe partial class GObjectApi
{
    private const string Library = NativeLibraries.GObject;

    [LibraryImport(Library)]
    internal static partial nint g_object_ref(nint instance);

    [LibraryImport(Library)]
    internal static partial void g_object_unref(nint instance);

    [LibraryImport(Library)]
    internal static partial nuint g_type_fundamental(nuint type);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint g_type_from_name(string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint g_object_class_find_property(nint instanceClass, string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_set_property(nint instance, string name, GValue* value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_get_property(nint instance, string name, GValue* value);

    [LibraryImport(Library)]
    internal static partial void g_value_init(GValue* value, nuint type);

    [LibraryImport(Library)]
    internal static partial void g_value_unset(GValue* value);

    [LibraryImport(Library)]
    internal static partial void g_value_set_boolean(GValue* value, int content);

    [LibraryImport(Library)]
    internal static partial void g_value_set_int(GValue* value, int content);

    [LibraryImport(Library)]
    internal static partial void g_value_set_uint64(GValue* value, ulong content);

    [LibraryImport(Library)]
    internal static partial void g_value_set_double(GValue* value, double content);

    [LibraryImport(Library)]
    internal static partial void g_value_set_enum(GValue* value, int content);

    [LibraryImport(Library)]
    internal static partial void g_value_set_flags(GValue* value, uint content);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_value_set_string(GValue* value, string content);

    [LibraryImport(Library)]
    internal static partial void g_value_set_object(GValue* value, nint content);

    [LibraryImport(Library)]
    internal static partial void g_value_set_boxed(GValue* value, nint content);

    [LibraryImport(Library)]
    internal static partial nint g_value_dup_object(GValue* value);

    [LibraryImport(Library)]
    internal static partial int g_value_get_int(GValue* value);

    [LibraryImport(Library)]
    internal static partial double g_value_get_double(GValue* value);
}

internal static unsafe partial class GLibApi
{
    private const string Library = NativeLibraries.GLib;

    [LibraryImport(Library)]
    internal static partial void g_free(nint memory);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint g_log_set_handler(
        string? domain, int levels, delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler, nint userData);
}
