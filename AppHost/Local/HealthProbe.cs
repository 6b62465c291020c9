namespace CommerceOS.AppHost.Local;

/// <summary>Asks an address until it answers that all is well.</summary>
internal static class HealthProbe
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    public static async Task WaitAsync(Uri address, TimeSpan interval, CancellationToken cancellationToken)
    {
        while (!await IsHealthyAsync(address, cancellationToken))
            await Task.Delay(interval, cancellationToken);
    }

    private static async Task<bool> IsHealthyAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet, or going down
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // listening, but too busy to answer
        }
    }
}
