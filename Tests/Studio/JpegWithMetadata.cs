using System.Buffers.Binary;
using System.Text;

namespace CommerceOS.Tests.Studio;

/// <summary>Puts metadata segments into a JPEG by hand, as a phone would: EXIF with orientation and place, XMP, a comment, C2PA.</summary>
internal static class JpegWithMetadata
{
    internal const string CameraOwner = "Owner-Marker-7731";
    internal const string XmpMarker = "http://ns.adobe.com/xap/1.0/";

    internal static byte[] Write(byte[] jpeg, ushort orientation)
    {
        var exif = Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff(orientation)]);
        var xmp = Segment(0xE1, Encoding.ASCII.GetBytes(XmpMarker + "\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>creator</x:xmpmeta>"));
        var comment = Segment(0xFE, "Comment-Marker"u8.ToArray());
        var provenance = Segment(0xEB, Encoding.ASCII.GetBytes("JP\0\0jumbc2pa-Manifest-Marker"));
        return [.. jpeg[..2], .. exif, .. xmp, .. comment, .. provenance, .. jpeg[2..]];
    }

    private static byte[] Segment(byte marker, byte[] content)
    {
        var segment = new byte[content.Length + 4];
        (segment[0], segment[1]) = (0xFF, marker);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(content.Length + 2));
        content.CopyTo(segment, 4);
        return segment;
    }

    // A little-endian TIFF with one directory (orientation, artist, a pointer to GPS) and a GPS directory (latitude).
    private static byte[] Tiff(ushort orientation)
    {
        const int directoryAt = 8, gpsAt = 64, artistAt = 128, latitudeAt = 160;
        var tiff = new byte[200];
        "II*\0"u8.CopyTo(tiff);
        BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(4), directoryAt);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(directoryAt), 3);
        Entry(tiff, directoryAt + 2, 0x0112, 3, 1, orientation);
        Entry(tiff, directoryAt + 14, 0x013B, 2, CameraOwner.Length + 1, artistAt);
        Entry(tiff, directoryAt + 26, 0x8825, 4, 1, gpsAt);
        Encoding.ASCII.GetBytes(CameraOwner).CopyTo(tiff, artistAt);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(gpsAt), 2);
        Entry(tiff, gpsAt + 2, 0x0001, 2, 2, 'N');
        Entry(tiff, gpsAt + 14, 0x0002, 5, 3, latitudeAt);
        foreach (var (index, value) in new[] { 48, 1, 8, 1, 13, 1 }.Index())
        {
            BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(latitudeAt + index * 4), value);
        }

        return tiff;
    }

    private static void Entry(byte[] tiff, int at, ushort tag, ushort type, int count, int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), tag);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at + 2), type);
        BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at + 4), count);
        BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at + 8), value);
    }
}
