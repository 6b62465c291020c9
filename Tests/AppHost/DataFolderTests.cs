using System.Runtime.Versioning;
using CommerceOS.AppHost.Local;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.AppHost;

[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests
{
    [Fact]
    public void Only_one_system_at_a_time_holds_a_data_folder()
    {
        using var first = DataFolder.OpenThrowAway();

        Should.Throw<StartException>(() => DataFolder.Open(first.Path)).Message.ShouldStartWith("CommerceOS is running already");
    }

    [Fact]
    public void A_secret_is_made_once_and_only_its_owner_can_read_it()
    {
        var folder = Directory.CreateTempSubdirectory("commerceos-test-").FullName;
        try
        {
            string made;
            using (var data = DataFolder.Open(folder))
                made = data.Secret("master-key");
            using (var data = DataFolder.Open(folder))
            {
                data.Secret("master-key").ShouldBe(made);
                data.Secret("other").ShouldNotBe(made);
            }

            File.GetUnixFileMode(Path.Combine(folder, "secrets.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Clearing_deletes_all_but_the_lock()
    {
        using var data = DataFolder.OpenThrowAway();
        File.WriteAllText(Path.Combine(data.Folder("media"), "photo"), "x");
        data.Write("note", "x");

        data.Clear();

        Directory.GetFileSystemEntries(data.Path).Select(Path.GetFileName).ShouldBe(["lock"]);
    }
}
