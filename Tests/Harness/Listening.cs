using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CommerceOS.Tests.Harness;

internal static class Listening
{
    /// <summary>
    /// Starts a service on a free loopback port. The port stands in Kestrel's options, not in <c>UseKestrel(0)</c>: that one changes the server's
    /// addresses while the service's own thread may be starting it already, and throws when it comes too late (dotnet/aspnetcore pull request 67714).
    /// </summary>
    public static void StartOnFreePort<TEntryPoint>(this WebApplicationFactory<TEntryPoint> service) where TEntryPoint : class
    {
        service.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        service.StartServer();
    }
}
