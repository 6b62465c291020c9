using System.Net;
using CommerceOS.AppHost.Local;

namespace CommerceOS.Tests.Harness;

internal static class FreePort
{
    /// <summary>A loopback port that was free a moment ago. Servers that can bind port 0 themselves should.</summary>
    public static int Next()
    {
        using var listener = Ports.ListenAnywhere();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
