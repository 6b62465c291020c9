using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Vips;

/// <summary>Starts libvips once per process with the settings that a server needs.</summary>
internal static unsafe class VipsRuntime
{
    // Loaders that libvips does not count as untrusted but that no upload needs. Blocking a class blocks its children.
    private static readonly string[] BlockedLoaders =
    [
        "VipsForeignLoadTiff", "VipsForeignLoadMagick", "VipsForeignLoadMagick7", "VipsForeignLoadSvg",
        "VipsForeignLoadPdf", "VipsForeignLoadOpenslide", "VipsForeignLoadNsgif",
    ];

    private static readonly Lock Gate = new();
    private static bool started;
    private static long warnings;

    /// <summary>For example "8.14.1".</summary>
    internal static string Version { get; private set; } = "";

    /// <summary>Messages that libvips and its codecs wanted to print. One damaged file can raise over 100,000.</summary>
    internal static long Warnings => Interlocked.Read(ref warnings);

    /// <summary>Bytes of pixels that libvips holds now; zero when every image has been disposed.</summary>
    internal static long TrackedBytes => (long)VipsApi.vips_tracked_get_mem();

    /// <exception cref="DllNotFoundException">A native library is missing.</exception>
    internal static void Start(int threads)
    {
        lock (Gate)
        {
            if (started)
            {
                VipsApi.vips_concurrency_set(threads);
                return;
            }

            NativeHeap.GiveBackEarly();
            if (VipsApi.vips_init("commerceos-studio") != 0)
            {
                throw Failure("vips_init");
            }

            SilenceLogs();
            VipsApi.vips_concurrency_set(threads);
            // A cache of operations would keep one merchant's pixels in memory while another's are processed.
            VipsApi.vips_cache_set_max(0);
            VipsApi.vips_block_untrusted_set(1);
            foreach (var loader in BlockedLoaders)
            {
                VipsApi.vips_operation_block_set(loader, 1);
            }

            VipsTypes.Load();
            Version = $"{VipsApi.vips_version(0)}.{VipsApi.vips_version(1)}.{VipsApi.vips_version(2)}";
            started = true;
        }
    }

    internal static bool HasOperation(string name) => VipsApi.vips_type_find("VipsOperation", name) != 0;

    /// <summary>Takes and clears the shared error text.</summary>
    internal static VipsException Failure(string operation)
    {
        var text = VipsApi.vips_error_buffer_copy();
        try
        {
            return new VipsException(operation, Marshal.PtrToStringUTF8(text)?.Trim() ?? "");
        }
        finally
        {
            GLibApi.g_free(text);
        }
    }

    private static void SilenceLogs()
    {
        // All levels from critical (1 << 3) to debug (1 << 7); errors (1 << 2) abort the process by GLib's own rule.
        const int levels = 0xF8;
        foreach (var domain in (ReadOnlySpan<string?>)["VIPS", "GLib", "GLib-GObject", "Pango", null])
        {
            _ = GLibApi.g_log_set_handler(domain, levels, &CountOnly, 0);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CountOnly(nint domain, int level, nint message, nint userData) => Interlocked.Increment(ref warnings);
}

/// <summary>GTypes of the values that operations take; known once libvips has started.</summary>
internal static class VipsTypes
{
    internal static nuint Image { get; private set; }

    internal static nuint Blob { get; private set; }

    internal static nuint DoubleArray { get; private set; }

    internal static nuint IntArray { get; private set; }

    internal static nuint ImageArray { get; private set; }

    internal static void Load()
    {
        Image = GObjectApi.g_type_from_name("VipsImage");
        Blob = GObjectApi.g_type_from_name("VipsBlob");
        DoubleArray = GObjectApi.g_type_from_name("VipsArrayDouble");
        IntArray = GObjectApi.g_type_from_name("VipsArrayInt");
        ImageArray = GObjectApi.g_type_from_name("VipsArrayImage");
    }
}
