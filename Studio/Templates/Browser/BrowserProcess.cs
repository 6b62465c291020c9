using System.Buffers;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CommerceOS.Studio.Templates.Browser;

/// <summary>
/// One Chromium, spoken to over the DevTools protocol on a pair of pipes: messages are JSON that ends with a zero byte. Nobody else on
/// the machine can speak to it, and when this process ends, however it ends, its pipe ends and Chromium with it.
/// </summary>
internal sealed class BrowserProcess : IDisposable
{
    // Chromium reads commands from descriptor 3 and answers on 4, which .NET cannot pass; a shell moves its own 0 and 1 there and
    // becomes Chromium, so that no third process stays between.
    private const string Redirect = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1";

    private static readonly string[] Arguments =
    [
        "--headless", "--remote-debugging-pipe", "--disable-gpu", "--hide-scrollbars", "--mute-audio", "--no-first-run", "--no-default-browser-check",
        // The same pixels everywhere: no hinting, no coloured edges of letters, one colour space.
        "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb", "--lang=en-US",
        // Nothing leaves the machine: names resolve to nothing, and a proxy that does not exist takes what needs no name, loopback included.
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-domain-reliability", "--disable-client-side-phishing-detection", "--no-pings", "--disable-breakpad",
        "--disable-extensions", "--disable-default-apps", "--disable-dev-shm-usage", "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,WebRtcHideLocalIpsWithMdns",
        "--renderer-process-limit=1", "--js-flags=--max-old-space-size=128",
    ];

    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private readonly Process process;
    private readonly DirectoryInfo profile;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly Task reading;
    private int lastId;
    private int blocked;
    private Exception? end;

    private BrowserProcess(Process process, DirectoryInfo profile)
    {
        (this.process, this.profile) = (process, profile);
        reading = Task.Run(ReadAsync);
    }

    internal int Id => process.Id;

    internal int Pages { get; set; }

    /// <summary>Requests of pages that were refused, since the start.</summary>
    internal int Blocked => Volatile.Read(ref blocked);

    internal bool Lives => !process.HasExited && !reading.IsCompleted;

    /// <exception cref="BrowserFailedException">The program cannot be started.</exception>
    internal static BrowserProcess Start(InstalledBrowser browser, BrowserOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("commerceos-browser-");
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Redirect);
        start.ArgumentList.Add(browser.Path);
        foreach (var argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add("--user-data-dir=" + folder.FullName);
        if (!(options.Sandbox ?? !Environment.IsPrivilegedProcess))
        {
            start.ArgumentList.Add("--no-sandbox");
        }

        // No secrets of ours, no settings of the person who started us.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = start.Environment["XDG_CONFIG_HOME"] = folder.FullName;
        // Where fontconfig keeps its index of fonts: without it every browser would read hundreds of files first.
        start.Environment["XDG_CACHE_HOME"] = Path.GetTempPath();
        (start.Environment["LANG"], start.Environment["TZ"]) = ("C.UTF-8", "UTC");
        try
        {
            return new BrowserProcess(Process.Start(start)!, folder);
        }
        catch (Win32Exception failure)
        {
            folder.Delete(recursive: true);
            throw new BrowserFailedException($"{browser.Path} could not be started.", failure);
        }
    }

    /// <param name="session">Of a page; null speaks to the browser itself.</param>
    /// <exception cref="BrowserFailedException">It ended, or it does not know what was asked.</exception>
    internal async Task<JsonElement> AskAsync(string method, object? parameters, string? session, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await SendAsync(id, method, parameters, session, cancellationToken);
            // The reader may have ended just before the answer was registered.
            return reading.IsCompleted ? throw Ended() : await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Memory of all its processes that is theirs alone, in megabytes; 0 where that cannot be read.</summary>
    internal async Task<long> MegabytesAsync(CancellationToken cancellationToken)
    {
        var info = await AskAsync("SystemInfo.getProcessInfo", null, null, cancellationToken);
        return info.GetProperty("processInfo").EnumerateArray().Sum(entry => OwnPages(entry.GetProperty("id").GetInt32())) * Environment.SystemPageSize / 1_000_000;
    }

    /// <summary>Ends the pipe, as the death of this process would: Chromium then ends by itself, and tidily.</summary>
    internal bool HangUp(TimeSpan patience)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended first.
        }

        return process.WaitForExit(patience);
    }

    public void Dispose()
    {
        try
        {
            HangUp(Farewell);
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (InvalidOperationException)
        {
            // Ended by itself.
        }

        Fail();
        process.Dispose();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A child of it that still writes; the system's own tidying of temporary files takes the rest.
        }
    }

    // Linux: /proc/ID/statm is "size resident shared …" in pages.
    private static long OwnPages(int id)
    {
        try
        {
            var numbers = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/statm")).Split(' ');
            return long.Parse(numbers[1], CultureInfo.InvariantCulture) - long.Parse(numbers[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private async Task SendAsync(int id, string method, object? parameters, string? session, CancellationToken cancellationToken)
    {
        var message = new Dictionary<string, object> { ["id"] = id, ["method"] = method, ["params"] = parameters ?? new object() };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(message), 0];
        await writing.WaitAsync(cancellationToken);
        try
        {
            // Whole or not at all: half a message would spoil all that follow.
            await process.StandardInput.BaseStream.WriteAsync(bytes, CancellationToken.None);
            await process.StandardInput.BaseStream.FlushAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw new BrowserFailedException("The browser ended while a page was drawn.", failure);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        var message = new ArrayBufferWriter<byte>(1 << 16);
        var buffer = new byte[1 << 16];
        try
        {
            int count;
            while ((count = await process.StandardOutput.BaseStream.ReadAsync(buffer)) > 0)
            {
                for (var at = 0; at < count;)
                {
                    var length = Array.IndexOf(buffer, (byte)0, at, count - at) - at;
                    if (length < 0)
                    {
                        message.Write(buffer.AsSpan(at, count - at));
                        break;
                    }

                    message.Write(buffer.AsSpan(at, length));
                    Take(message.WrittenMemory);
                    message.ResetWrittenCount();
                    at += length + 1;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException or JsonException or KeyNotFoundException)
        {
            end = failure; // the pipe broke, or what came is not the protocol: the same as its end
        }

        Fail();
    }

    private void Take(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var message = document.RootElement;
        if (message.TryGetProperty("id", out var id))
        {
            if (!waiting.TryGetValue(id.GetInt32(), out var answer))
            {
                return; // nobody waits any more
            }

            if (message.TryGetProperty("error", out var error))
            {
                answer.TrySetException(new BrowserFailedException($"The browser refused: {error.GetProperty("message").GetString()}"));
            }
            else
            {
                answer.TrySetResult(message.GetProperty("result").Clone());
            }

            return;
        }

        var method = message.GetProperty("method").GetString();
        if (method == "Fetch.requestPaused")
        {
            Interlocked.Increment(ref blocked);
            _ = RefuseAsync(message.GetProperty("params").GetProperty("requestId").GetString()!, message.GetProperty("sessionId").GetString()!);
        }
        else if (method is "Inspector.targetCrashed" or "Target.targetCrashed")
        {
            Fail();
        }
    }

    private async Task RefuseAsync(string request, string session)
    {
        try
        {
            await AskAsync("Fetch.failRequest", new { requestId = request, errorReason = "BlockedByClient" }, session, CancellationToken.None);
        }
        catch (BrowserFailedException)
        {
            // The page is closed, and its requests with it.
        }
    }

    private void Fail()
    {
        foreach (var answer in waiting.Values)
        {
            answer.TrySetException(Ended());
        }
    }

    private BrowserFailedException Ended() => new("The browser ended while a page was drawn.", end);
}

/// <summary>The browser ended, took too long or did not answer as expected. Another try in a new one may succeed.</summary>
internal sealed class BrowserFailedException(string message, Exception? inner = null) : Exception(message, inner);
