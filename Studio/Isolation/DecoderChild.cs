using System.Text;
using System.Text.Json;

namespace CommerceOS.Studio.Isolation;

/// <summary>
/// The other end of <see cref="UploadDecoder"/>: a process that does nothing but decode uploads, one after the other, and
/// may die of one. It has no secrets in its environment, opens no files or sockets, and ends when its input does, so it
/// cannot outlive the process that started it.
/// </summary>
public static class DecoderChild
{
    /// <summary>The first argument of a child; the second is its <see cref="StudioOptions"/> as JSON.</summary>
    public const string Argument = "studio-decoder";

    /// <summary>Call first in Main. Returns false at once where the process was not started as a child; true when the child has done its work.</summary>
    public static bool RunIfAsked(string[] args)
    {
        if (args is not [Argument, var options])
        {
            return false;
        }

        RunAsync(JsonSerializer.Deserialize<StudioOptions>(options)!, Console.OpenStandardInput(), Console.OpenStandardOutput()).GetAwaiter().GetResult();
        return true;
    }

    private static async Task RunAsync(StudioOptions options, Stream input, Stream output)
    {
        using var engine = new StudioEngine(options);
        using var answers = new BufferedStream(output, 1 << 16);
        await DecoderFrames.WriteAsync(answers, Encoding.UTF8.GetBytes(engine.EngineVersion), CancellationToken.None);
        await answers.FlushAsync();
        while (await DecoderFrames.ReadAsync(input, CancellationToken.None) is { } upload)
        {
            await DecoderFrames.WriteAsync(answers, engine.Normalise(upload), CancellationToken.None);
        }
    }
}
