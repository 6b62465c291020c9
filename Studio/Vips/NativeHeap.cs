using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Vips;

/// <summary>
/// Tells glibc's allocator to give pictures back to the system when they are freed. By itself it raises the size from which
/// it does so up to 32 MB, picture by picture, and keeps what lies below in a heap a thread. Other allocators have no such call and are left alone.
/// </summary>
internal static partial class NativeHeap
{
    // From malloc.h.
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int MostArenas = -8;

    private const int LeastMapped = 1 << 20;

    internal static void GiveBackEarly()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = mallopt(MapThreshold, LeastMapped);
            _ = mallopt(TrimThreshold, LeastMapped);
            _ = mallopt(MostArenas, 2);
        }
        catch (EntryPointNotFoundException)
        {
            // musl: gives back at once anyway.
        }
        catch (DllNotFoundException)
        {
            // No glibc under this name: no such allocator.
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial int mallopt(int parameter, int value);
}
