using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommerceOS.Contracts;

/// <summary>
/// The typed client of the HTTP API. Every call throws <see cref="CommerceApiException"/> when the API answers with a problem.
/// The base address is the API's root; the bearer token is set per request by <see cref="AccessToken"/> or by a message handler.
/// </summary>
public sealed partial class CommerceClient(HttpClient http)
{
    public static JsonSerializerOptions Json { get; } = CreateJson();

    /// <summary>Sent as <c>Authorization: Bearer</c> when not null.</summary>
    public string? AccessToken { get; set; }

    private static JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => ReadAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    private Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        ReadAsync<T>(Request(HttpMethod.Post, path, body, idempotencyKey), cancellationToken);

    private async Task PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(Request(HttpMethod.Post, path, body), cancellationToken);
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, object? body, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }

    private async Task<T> ReadAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
            ?? throw new InvalidOperationException($"{request.Method} {request.RequestUri}: expected a {typeof(T).Name}, got an empty answer");
    }

    private async Task<Versioned<T>> ReadVersionedAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        var value = await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken);
        return new(value!, response.Headers.ETag?.ToString() ?? "");
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        if (AccessToken is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        var response = await http.SendAsync(request, completion, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw new CommerceApiException(await ReadProblemAsync(response, cancellationToken));
    }

    private static async Task<ApiProblem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                if (await response.Content.ReadFromJsonAsync<ApiProblem>(Json, cancellationToken) is { Code: not null } problem) return problem;
            }
            catch (JsonException)
            {
                // A proxy on the way may answer with a body of its own: the status still says enough.
            }
        }
        return new(status, "http_" + status.ToString(CultureInfo.InvariantCulture), response.ReasonPhrase ?? "The server answered with an error.", null);
    }

    private static string Query(string path, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var text = new StringBuilder(path);
        var separator = path.Contains('?') ? '&' : '?';
        foreach (var (name, value) in parameters)
        {
            if (value is null) continue;
            var words = value is Enum e ? JsonNamingPolicy.CamelCase.ConvertName(e.ToString()) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(words));
            separator = '&';
        }
        return text.ToString();
    }
}
