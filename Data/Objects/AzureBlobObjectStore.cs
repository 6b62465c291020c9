using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Keeps objects as block blobs of one Azure Blob container, through the service's REST interface on Azure.Core's pipeline (its retries,
/// redacted logs and spans). Source: https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api.
/// </summary>
/// <remarks>Any answer but the documented ones is a <see cref="RequestFailedException"/> with the service's status and code.</remarks>
public sealed class AzureBlobObjectStore : IObjectStore
{
    private const string ServiceVersion = "2024-11-04";
    private const int BlockSizeBytes = 8 << 20;
    private const string Scope = "https://storage.azure.com/.default";

    private readonly HttpPipeline pipeline;
    private readonly Uri container;

    /// <summary>A container that is opened with the account key of the location.</summary>
    public AzureBlobObjectStore(AzureBlobLocation location, string container, TimeProvider time)
        : this(location.Endpoint, container, new AzureSharedKeyPolicy(location.Account, location.AccountKey ?? throw new ArgumentException("the location has no account key: pass a credential", nameof(location)), time))
    {
    }

    /// <summary>A container that is opened with Entra ID, e.g. a managed identity with the role Storage Blob Data Contributor.</summary>
    public AzureBlobObjectStore(AzureBlobLocation location, string container, TokenCredential credential)
        : this(location.Endpoint, container, new BearerTokenAuthenticationPolicy(credential, Scope))
    {
    }

    private AzureBlobObjectStore(Uri endpoint, string container, HttpPipelinePolicy authentication)
    {
        this.container = new($"{endpoint.ToString().TrimEnd('/')}/{container}");
        pipeline = HttpPipelineBuilder.Build(new Options(), authentication);
    }

    /// <summary>Most objects that one request lists. Default and most: 5,000, the service's own limit; least 1.</summary>
    public int ListPageSize { get; init; } = 5000;

    /// <summary>Makes the container unless it is there.</summary>
    public async Task CreateContainerAsync(CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Put, key: null, ("restype", "container"));
        await SendAsync(message, [201, 409], cancellationToken);
    }

    public async Task PutAsync(ObjectKey key, Stream content, CancellationToken cancellationToken)
    {
        // A block is kept in memory so that it can be sent again.
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSizeBytes);
        try
        {
            List<string> blocks = [];
            while (true)
            {
                var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, BlockSizeBytes), BlockSizeBytes, throwOnEndOfStream: false, cancellationToken);
                var body = buffer.AsMemory(0, read);
                if (blocks.Count == 0 && read < BlockSizeBytes)
                {
                    await PutWholeAsync(key, body, cancellationToken);
                    return;
                }

                if (read > 0) blocks.Add(await PutBlockAsync(key, blocks.Count, body, cancellationToken));
                if (read < BlockSizeBytes) break;
            }

            // Blocks are no part of the blob before the list is there: readers see the old object until then.
            await PutListAsync(key, blocks, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async Task<Stream?> OpenReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Get, key);
        message.BufferResponse = false;
        if (range is { } part) message.Request.Headers.Add("x-ms-range", string.Create(CultureInfo.InvariantCulture, $"bytes={part.Offset}-{part.Offset + part.Length - 1}"));
        var response = await SendAsync(message, [200, 206, 404, 416], cancellationToken);
        return response.Status switch
        {
            404 => null,
            // The service's word for a range past the end of an object that exists.
            416 => Stream.Null,
            _ => message.ExtractResponseContent(),
        };
    }

    public async Task<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Head, key);
        var response = await SendAsync(message, [200, 404], cancellationToken);
        return response.Status == 404 ? null : new(key, response.Headers.ContentLengthLong ?? 0, Moment(response.Headers.TryGetValue("Last-Modified", out var modified) ? modified : null));
    }

    public async Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Delete, key);
        return (await SendAsync(message, [202, 404], cancellationToken)).Status == 202;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!ObjectKey.IsPrefix(prefix)) throw new ArgumentException($"no object key begins with '{prefix}'", nameof(prefix));

        var marker = "";
        do
        {
            using var message = Create(RequestMethod.Get, key: null, ("restype", "container"), ("comp", "list"), ("prefix", prefix), ("marker", marker), ("maxresults", ListPageSize.ToString(CultureInfo.InvariantCulture)));
            var response = await SendAsync(message, [200], cancellationToken);
            var page = (await XDocument.LoadAsync(response.ContentStream!, LoadOptions.None, cancellationToken)).Root!;
            foreach (var blob in page.Element("Blobs")!.Elements("Blob"))
            {
                var properties = blob.Element("Properties")!;
                yield return new(ObjectKey.Parse((string)blob.Element("Name")!), (long)properties.Element("Content-Length")!, Moment((string?)properties.Element("Last-Modified")));
            }

            marker = (string?)page.Element("NextMarker") ?? "";
        }
        while (marker.Length > 0);
    }

    private async Task PutWholeAsync(ObjectKey key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var message = Create(RequestMethod.Put, key);
        message.Request.Headers.Add("x-ms-blob-type", "BlockBlob");
        message.Request.Content = RequestContent.Create(body);
        await SendAsync(message, [201], cancellationToken);
    }

    private async Task<string> PutBlockAsync(ObjectKey key, int number, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        // Ids of one blob have one length.
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(number.ToString("D8", CultureInfo.InvariantCulture)));
        using var message = Create(RequestMethod.Put, key, ("comp", "block"), ("blockid", id));
        message.Request.Content = RequestContent.Create(body);
        await SendAsync(message, [201], cancellationToken);
        return id;
    }

    private async Task PutListAsync(ObjectKey key, List<string> blocks, CancellationToken cancellationToken)
    {
        var list = new XElement("BlockList", blocks.Select(id => new XElement("Latest", id))).ToString(SaveOptions.DisableFormatting);
        using var message = Create(RequestMethod.Put, key, ("comp", "blocklist"));
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(list));
        await SendAsync(message, [201], cancellationToken);
    }

    private HttpMessage Create(RequestMethod method, ObjectKey? key, params ReadOnlySpan<(string Name, string Value)> query)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(container);
        // No character of a key needs escaping.
        if (key is { } name) message.Request.Uri.AppendPath("/" + name.Value, escape: false);
        foreach (var (parameter, value) in query) message.Request.Uri.AppendQuery(parameter, value, escapeValue: true);
        message.Request.Headers.Add("x-ms-version", ServiceVersion);
        return message;
    }

    private async Task<Response> SendAsync(HttpMessage message, int[] expected, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        if (expected.Contains(response.Status)) return response;
        // The service names the error in a header; https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes lists them.
        var code = response.Headers.TryGetValue("x-ms-error-code", out var named) ? named : null;
        throw new RequestFailedException(response.Status, $"the blob service answered {response.Status} {code} to {message.Request.Method}", code, innerException: null);
    }

    private static DateTimeOffset Moment(string? text) => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture);

    private sealed class Options : ClientOptions;
}
