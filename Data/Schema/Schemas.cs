namespace CommerceOS.Data.Schema;

/// <summary>People and content live apart: <c>identity</c> knows persons, <c>commerce</c> knows only workspace ids.</summary>
internal static class Schemas
{
    public const string Identity = "identity";
    public const string Commerce = "commerce";

    /// <summary>What the workers' machines can do; belongs to nobody.</summary>
    public const string Studio = "studio";
}
