using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CommerceOS.Tests.Harness;

/// <summary>
/// Takes mail on a free loopback port and keeps it. Knows the commands that a plain SMTP client sends (RFC 5321), no TLS and no
/// authentication, so it cannot prove those; anything else is refused with 500.
/// </summary>
internal sealed partial class SmtpSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly CancellationTokenSource _stop = new();

    public SmtpSink()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public IReadOnlyCollection<ReceivedMail> Mails => _mails;

    /// <summary>The token in the newest mail to the address whose text contains <paramref name="marker"/>; waits for it.</summary>
    public async Task<string> WaitForTokenAsync(string address, CancellationToken cancellationToken, string marker = "token=")
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var mail = _mails.LastOrDefault(m => m.To == address && m.Text.Contains(marker, StringComparison.Ordinal));
            if (mail is not null) return TokenPattern().Match(mail.Text).Groups["token"].Value;
            await _arrived.WaitAsync(limit.Token);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
        _arrived.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The sink was disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 sink");
        var to = "";
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var answer = line.Split(' ', ':')[0].ToUpperInvariant() switch
            {
                "EHLO" or "HELO" or "MAIL" or "RSET" => "250 ok",
                "RCPT" => Take(line, out to),
                "DATA" => await DataAsync(reader, writer, to),
                "QUIT" => "221 bye",
                _ => "500 unknown command",
            };
            await writer.WriteLineAsync(answer);
            if (answer.StartsWith("221", StringComparison.Ordinal)) return;
        }
    }

    private static string Take(string line, out string to)
    {
        to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
        return "250 ok";
    }

    private async Task<string> DataAsync(StreamReader reader, StreamWriter writer, string to)
    {
        await writer.WriteLineAsync("354 go on");
        var raw = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") raw.AppendLine(line);
        _mails.Enqueue(ReceivedMail.Parse(to, raw.ToString()));
        _arrived.Release();
        return "250 taken";
    }

    [GeneratedRegex("token=(?<token>[A-Za-z0-9_-]{20,})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenPattern();
}

/// <summary>A mail with its two base64 parts decoded: the plain text and the HTML.</summary>
internal sealed record ReceivedMail(string To, string Headers, string Text, string Html, string Raw)
{
    public static ReceivedMail Parse(string to, string raw)
    {
        var headers = raw[..raw.IndexOf(Environment.NewLine + Environment.NewLine, StringComparison.Ordinal)];
        var parts = raw.Split("Content-Transfer-Encoding: base64").Skip(1)
            .Select(part => Decode(string.Concat(part.Split(Environment.NewLine).SkipWhile(l => l.Length == 0).TakeWhile(l => !l.StartsWith("--", StringComparison.Ordinal))))).OfType<string>().ToList();
        return new(to, headers, parts.ElementAtOrDefault(0) ?? "", parts.ElementAtOrDefault(1) ?? "", raw);
    }

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
