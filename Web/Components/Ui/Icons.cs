namespace CommerceOS.Web.Components.Ui;

internal static class Icons
{
    /// <summary>Names an icon that code chooses, so that the build finds the name and puts it into the sprite.</summary>
    public static string Of(string name) => name;
}
