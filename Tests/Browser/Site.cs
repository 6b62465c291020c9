using CommerceOS.Web.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CommerceOS.Tests.Browser;

/// <summary>
/// The pages on a free port. A class of its own, not <c>WithWebHostBuilder</c>: what that returns listens on the default port whatever
/// <c>UseKestrel</c> was told, and two runs on one machine would meet there.
/// </summary>
internal sealed class Site(string api) : WebApplicationFactory<App>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("services:apiservice:http:0", api);
}
