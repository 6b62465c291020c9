using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;

namespace CommerceOS.Tests.Harness;

/// <summary>Sounds to upload, and how loud a file is.</summary>
internal static class Sounds
{
    /// <summary>Mean level in decibels, as FFmpeg's meter has it.</summary>
    public static double Loudness(string path)
    {
        using var meter = Process.Start(new ProcessStartInfo("ffmpeg", ["-hide_banner", "-i", path, "-af", "volumedetect", "-vn", "-f", "null", "-"]) { RedirectStandardError = true, UseShellExecute = false })!;
        var report = meter.StandardError.ReadToEnd();
        var at = report.IndexOf("mean_volume: ", StringComparison.Ordinal) + "mean_volume: ".Length;
        return double.Parse(report[at..report.IndexOf(" dB", at, StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }

    /// <summary>A 440 Hz tone as 16-bit mono WAV.</summary>
    public static byte[] Tone(double seconds)
    {
        const int rate = 22050;
        var samples = (int)(rate * seconds);
        var file = new byte[44 + samples * 2];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), samples * 2);
        for (var i = 0; i < samples; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + i * 2), (short)(12000 * Math.Sin(2 * Math.PI * 440 * i / rate)));
        }

        return file;
    }
}
