using System.Diagnostics;
using System.Globalization;
using MailUpgrade.Adapters.Storage;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Storage;

public sealed class StateFolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_folder_is_for_its_owner_only()
    {
        var state = new StateFolder(folder.File("var"));
        state.Create();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ModeOf(state.FullPath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ModeOf(state.RunPath("r-1")));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("..")]
    [InlineData("")]
    public void A_run_id_that_leads_out_of_the_folder_is_refused(string run) =>
        Assert.Throws<ArgumentException>(() => new StateFolder(folder.FullPath).RunPath(run));

    [Fact]
    public void The_second_owner_is_refused_and_told_who_has_it_and_what_to_do()
    {
        var state = new StateFolder(folder.FullPath);
        using (state.Lock(TimeProvider.System))
        {
            var refused = Assert.Throws<StateFolderInUseException>(() => state.Lock(TimeProvider.System));

            Assert.Equal(Environment.ProcessId, refused.Pid);
            Assert.Contains($"kill {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
            Assert.Contains("--state", refused.Text.Id, StringComparison.Ordinal);
        }
        state.Lock(TimeProvider.System).Dispose();
    }

    [Fact]
    public async Task A_killed_process_frees_the_folder_even_while_its_children_live()
    {
        var state = new StateFolder(folder.FullPath);
        using var child = StorageChild.Start("lock", folder.FullPath);
        var ids = (await child.StandardOutput.ReadLineAsync())!.Split(' ');
        using var survivor = Process.GetProcessById(int.Parse(ids[1], CultureInfo.InvariantCulture));
        try
        {
            var refused = Assert.Throws<StateFolderInUseException>(() => state.Lock(TimeProvider.System));
            Assert.Equal(ids[0], refused.Pid?.ToString(CultureInfo.InvariantCulture));

            child.Kill();
            await child.WaitForExitAsync();

            Assert.False(survivor.HasExited);
            state.Lock(TimeProvider.System).Dispose();
        }
        finally
        {
            survivor.Kill();
        }
    }

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);
}
