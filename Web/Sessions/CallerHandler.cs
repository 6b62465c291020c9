namespace CommerceOS.Web.Sessions;

/// <summary>Passes on which browser asks and from where: the API names sessions by it and limits attempts per caller.</summary>
internal sealed class CallerHandler(IHttpContextAccessor http) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (http.HttpContext is { } context)
        {
            if (context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent) request.Headers.TryAddWithoutValidation("User-Agent", agent);
            if (context.Connection.RemoteIpAddress is { } address) request.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
            request.Headers.TryAddWithoutValidation("Accept-Language", Localization.Languages.Current);
        }
        return base.SendAsync(request, cancellationToken);
    }
}
