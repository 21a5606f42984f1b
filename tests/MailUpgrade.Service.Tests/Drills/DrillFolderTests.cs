using MailUpgrade.Adapters.Storage;
using MailUpgrade.Service.Drills.Play;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

public sealed class DrillFolderTests : IDisposable
{
    private readonly string keep = Directory.CreateTempSubdirectory("drill-keep").FullName;

    [Fact]
    public void A_kept_folder_keeps_what_is_somebodys_own_and_puts_an_earlier_drill_aside()
    {
        File.WriteAllText(Path.Combine(keep, "notes.txt"), "mine");
        File.WriteAllText(Path.Combine(keep, "journal.db"), "earlier");
        File.WriteAllText(Path.Combine(keep, "clock"), "earlier");
        using (var folder = DrillFolder.Open(keep))
        {
            Assert.Equal(keep, folder.FullPath);
        }
        Assert.Equal("mine", File.ReadAllText(Path.Combine(keep, "notes.txt")));
        Assert.False(File.Exists(Path.Combine(keep, "clock")));
        Assert.Equal("earlier", File.ReadAllText(Path.Combine(keep, "earlier-1", "journal.db")));
    }

    [Fact]
    public void A_folder_on_which_a_bot_works_is_not_touched()
    {
        File.WriteAllText(Path.Combine(keep, "journal.db"), "in use");
        using var bot = new StateFolder(keep).Lock(TimeProvider.System);
        Assert.Throws<StateFolderInUseException>(() => DrillFolder.Open(keep));
        Assert.Equal("in use", File.ReadAllText(Path.Combine(keep, "journal.db")));
    }

    [Fact]
    public void Without_keep_nothing_is_left()
    {
        string path;
        using (var folder = DrillFolder.Open(null))
        {
            path = folder.FullPath;
            File.WriteAllText(Path.Combine(path, "journal.db"), "x");
        }
        Assert.False(Directory.Exists(path));
    }

    public void Dispose() => Directory.Delete(keep, recursive: true);
}
