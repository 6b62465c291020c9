namespace CommerceOS.Web.Sessions;

internal static class LocalAddress
{
    /// <summary>The address when it stays on this site, else <paramref name="otherwise"/>: a link from outside must not choose where sign-in ends.</summary>
    public static string Or(string? address, string otherwise = "/") =>
        address is { Length: > 0 and < 2000 } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl)
            ? address
            : otherwise;
}
