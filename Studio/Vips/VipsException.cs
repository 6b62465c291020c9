namespace CommerceOS.Studio.Vips;

/// <summary>
/// A libvips operation failed. <see cref="NativeText"/> comes from a buffer that the whole process shares: under
/// parallel work it may belong to another image. It is for debug logs only, never for a person and never for a branch.
/// </summary>
internal sealed class VipsException(string operation, string nativeText)
    : Exception($"The imaging operation '{operation}' failed.")
{
    public string Operation => operation;

    public string NativeText => nativeText;
}
