using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CommerceOS.Studio.Isolation;

/// <summary>One running child, seen from its parent.</summary>
internal sealed class DecoderProcess : IDisposable
{
    // What a child may know of this process' environment: where .NET and libraries are. No connection string, no key.
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TMPDIR", "DOTNET_ROOT", "LD_LIBRARY_PATH", "VIPS_LIBRARY", "SystemRoot"];

    private readonly Process process;

    private DecoderProcess(Process process) => this.process = process;

    internal int Id => process.Id;

    internal int Served { get; private set; }

    /// <exception cref="StudioUnavailableException">The program does not start or is no decoder.</exception>
    internal static async Task<DecoderProcess> StartAsync(DecoderOptions options, StudioOptions studio, CancellationToken cancellationToken)
    {
        var command = options.Command.Count > 0 ? options.Command : OwnProgram();
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(DecoderChild.Argument);
        start.ArgumentList.Add(JsonSerializer.Serialize(studio));
        Confine(start);
        DecoderProcess? child = null;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.StartTimeout);
        try
        {
            child = new DecoderProcess(Process.Start(start) ?? throw new InvalidOperationException("no process"));
            // Codecs write to standard error, one damaged file up to 100,000 lines: read and dropped, or the child would stall.
            child.process.ErrorDataReceived += static (_, _) => { };
            child.process.BeginErrorReadLine();
            var greeting = await DecoderFrames.ReadAsync(child.process.StandardOutput.BaseStream, timeout.Token);
            if (greeting is null || !Encoding.UTF8.GetString(greeting).StartsWith("studio/", StringComparison.Ordinal))
            {
                throw new InvalidDataException("no greeting");
            }

            return child;
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or InvalidOperationException or IOException or InvalidDataException
            || failure is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            child?.Dispose();
            throw new StudioUnavailableException($"The process that decodes uploads does not start ({command[0]}): {failure.Message}");
        }
        catch
        {
            child?.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The child died.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or the caller gave up. The child is in an unknown state: dispose it.</exception>
    internal async Task<NormaliseOutcome> NormaliseAsync(ReadOnlyMemory<byte> upload, CancellationToken cancellationToken)
    {
        Served++;
        var input = process.StandardInput.BaseStream;
        await DecoderFrames.WriteAsync(input, upload, cancellationToken);
        await input.FlushAsync(cancellationToken);
        return await DecoderFrames.ReadOutcomeAsync(process.StandardOutput.BaseStream, cancellationToken);
    }

    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        process.Dispose();
    }

    private static void Confine(ProcessStartInfo start)
    {
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                start.Environment[name] = value;
            }
        }

        // A child holds one upload, its pixels and the encoded results: enough for 50 megapixels, and an end to a leak.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x40000000";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["MALLOC_ARENA_MAX"] = "2";
    }

    private static List<string> OwnProgram()
    {
        var program = Environment.ProcessPath ?? throw new StudioUnavailableException("The path of this program is unknown; set DecoderOptions.Command.");
        // "dotnet app.dll" runs as the program "dotnet"; a published app has a program of its own.
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Environment.GetCommandLineArgs()[0]] : [program];
    }
}
