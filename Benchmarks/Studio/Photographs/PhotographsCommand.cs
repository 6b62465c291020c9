using CommerceOS.Studio;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary><c>photographs DIR [tuning|things|held-out]</c>: takes the labelled photographs that <c>cutouts DIR</c> measures.</summary>
internal static class PhotographsCommand
{
    public const string Name = "photographs";
    public const string Usage = "photographs DIR [tuning|things|held-out]";

    public static int Run(string[] arguments, CancellationToken cancellationToken)
    {
        var which = arguments.Length > 1 ? arguments[1] : "held-out";
        if (arguments is not [var folder, ..] || arguments.Length > 2 || which is not ("tuning" or "things" or "held-out"))
        {
            Console.Error.WriteLine($"expected {Usage}");
            return 2;
        }

        using var engine = new StudioEngine(); // starts libvips, which encodes the files
        PhotographLibrary.Write(which switch { "tuning" => PhotographLibrary.Tuning, "things" => PhotographLibrary.Things, _ => PhotographLibrary.HeldOut }, folder, cancellationToken);
        return 0;
    }
}
