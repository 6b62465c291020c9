using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Vips;

/// <summary>Asks fontconfig, which libvips draws text with, whether a script or family is installed.</summary>
internal static unsafe partial class FontCatalogue
{
    /// <summary>null when fontconfig cannot be asked (a single-file libvips may keep it private).</summary>
    /// <param name="pattern">fontconfig syntax, for instance ":lang=zh-cn" or "Inter".</param>
    internal static bool? Has(string pattern)
    {
        try
        {
            var wanted = FcNameParse(pattern);
            var objects = FcObjectSetCreate();
            _ = FcObjectSetAdd(objects, "family");
            var found = FcFontList(0, wanted, objects);
            var any = found != 0 && *(int*)found > 0; // FcFontSet starts with its count
            if (found != 0)
            {
                FcFontSetDestroy(found);
            }

            FcObjectSetDestroy(objects);
            FcPatternDestroy(wanted);
            return any;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport(NativeLibraries.FontConfig, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FcNameParse(string name);

    [LibraryImport(NativeLibraries.FontConfig)]
    private static partial nint FcObjectSetCreate();

    [LibraryImport(NativeLibraries.FontConfig, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FcObjectSetAdd(nint objects, string name);

    [LibraryImport(NativeLibraries.FontConfig)]
    private static partial nint FcFontList(nint configuration, nint pattern, nint objects);

    [LibraryImport(NativeLibraries.FontConfig)]
    private static partial void FcFontSetDestroy(nint fonts);

    [LibraryImport(NativeLibraries.FontConfig)]
    private static partial void FcObjectSetDestroy(nint objects);

    [LibraryImport(NativeLibraries.FontConfig)]
    private static partial void FcPatternDestroy(nint pattern);
}
