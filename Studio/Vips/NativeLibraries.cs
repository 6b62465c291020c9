using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Vips;

/// <summary>
/// Finds libvips, GObject, GLib and fontconfig. A distribution ships them as separate files; a portable build
/// (for instance the library inside npm's @img/sharp-libvips packages) holds all of them in one file,
/// which the environment variable <c>VIPS_LIBRARY</c> names by its full path.
/// </summary>
internal static class NativeLibraries
{
    internal const string Vips = "vips";
    internal const string GObject = "gobject-2.0";
    internal const string GLib = "glib-2.0";
    internal const string FontConfig = "fontconfig";

    internal static string? SingleFile => Environment.GetEnvironmentVariable("VIPS_LIBRARY") is { Length: > 0 } path ? path : null;

    // CA2255: the resolver must be in place before the first import runs, wherever that happens; nothing else runs here.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        var candidates = FileNames(name);
        if (candidates.Length > 0 && SingleFile is { } single)
        {
            return NativeLibrary.Load(single);
        }

        foreach (var candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, searchPath, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    // Versioned names: the unversioned "libvips.so" only exists where the -dev package is installed.
    private static string[] FileNames(string name) => name switch
    {
        Vips => ["libvips.so.42", "libvips.42.dylib", "libvips-42.dll"],
        GObject => ["libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"],
        GLib => ["libglib-2.0.so.0", "libglib-2.0.0.dylib", "libglib-2.0-0.dll"],
        FontConfig => ["libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"],
        _ => [],
    };
}
