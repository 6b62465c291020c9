using System.Net;
using System.Net.Sockets;

namespace CommerceOS.Tests.Harness;

internal static class FreePort
{
    /// <summary>A loopback port that was free a moment ago. Servers that can bind port 0 themselves should.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
