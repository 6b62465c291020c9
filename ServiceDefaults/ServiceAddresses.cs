using Microsoft.Extensions.Configuration;

namespace CommerceOS.ServiceDefaults;

/// <summary>Where the other services are: the variables that Aspire injects for <c>WithReference(service)</c>.</summary>
public static class ServiceAddresses
{
    /// <summary>
    /// The base address of a service, with a trailing slash so that relative addresses append to it.
    /// Reads <c>services:{name}:https:0</c>, else <c>services:{name}:http:0</c>
    /// (as environment variable: <c>services__{name}__http__0</c>).
    /// </summary>
    /// <exception cref="InvalidOperationException">Neither is set, or the value is no absolute http(s) address.</exception>
    public static Uri GetServiceAddress(this IConfiguration configuration, string name)
    {
        var value = configuration[$"services:{name}:https:0"] ?? configuration[$"services:{name}:http:0"];
        if (Uri.TryCreate(value?.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            return address;
        }

        var found = string.IsNullOrWhiteSpace(value) ? "it is not set" : $"it is '{value}'";
        throw new InvalidOperationException(
            $"The address of the service '{name}' is missing: expected the environment variable services__{name}__http__0 "
            + $"to hold an absolute address such as http://127.0.0.1:5081, but {found}. "
            + "AppHost sets it; to start this service alone, set it by hand.");
    }
}
