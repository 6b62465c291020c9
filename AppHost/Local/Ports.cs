using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace CommerceOS.AppHost.Local;

/// <summary>Gives out all ports before anything starts, so that addresses can be injected in any order.</summary>
internal static class Ports
{
    private const int LowestFree = 20_000;
    private const int AboveHighestFree = 32_000;
    private const int MostAttempts = 100;

    /// <exception cref="StartException">A fixed port is taken.</exception>
    public static void GiveOut(IEnumerable<Resource> resources, LocalOptions options)
    {
        // All listeners stay open until the last port is chosen, or the same port could come twice.
        List<TcpListener> reserved = [];
        try
        {
            foreach (var resource in resources)
            foreach (var endpoint in resource.Declared.Endpoints)
            {
                var wanted = (endpoint.IsExternal ? options.WebPort : null) ?? (options.Ephemeral ? null : endpoint.FixedPort);
                endpoint.Ports = [.. Enumerable.Range(0, resource.Declared.Replicas).Select(_ => Reserve(reserved, wanted, resource.Name))];
            }
        }
        finally
        {
            reserved.ForEach(listener => listener.Stop());
        }
    }

    /// <summary>
    /// Listens on a free loopback port below those that the system hands out by itself (32768 and above on Linux): whoever closes it to
    /// let a program listen there will not find that another program was given it meanwhile.
    /// </summary>
    internal static TcpListener ListenAnywhere()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return Listen(attempt < MostAttempts ? Random.Shared.Next(LowestFree, AboveHighestFree) : 0);
            }
            catch (SocketException) when (attempt < MostAttempts)
            {
                // Taken: another one.
            }
        }
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private static int Reserve(List<TcpListener> reserved, int? wanted, string resource)
    {
        TcpListener listener;
        try
        {
            listener = wanted is { } fixedPort ? Listen(fixedPort) : ListenAnywhere();
        }
        catch (SocketException exception)
        {
            var port = wanted?.ToString(CultureInfo.InvariantCulture) ?? "any";
            throw new StartException(exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"Port {port}, wanted for {resource}, is in use by another program; stop that program or choose another port with --web-port PORT.",
                SocketError.AccessDenied =>
                    $"Port {port}, wanted for {resource}, needs rights that this user lacks; choose one above 1023 with --web-port PORT.",
                _ => $"Port {port}, wanted for {resource}, cannot be used: {exception.Message}.",
            });
        }

        reserved.Add(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
