using Xunit;

namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>What was noted of the plugin before it went, against what Network Modules NG tells after it came: whatever is not the same is named.</summary>
public sealed class PluginDiffTests : IDisposable
{
    /// <summary>Words of the host as it was noted. A test replaces some of them.</summary>
    private const string Told = """
        volume() { printf 'Volume id: %s\n name: %s\n type: %s\n path: %s\n compressed: false\n current: true\n' "$@"; }
        near() { volume 1 store primaryMessage /opt/zimbra/store; }
        index() { volume 2 index index /opt/zimbra/index; }
        far() { volume 3 far secondaryMessage /srv/far; }
        volumes() { near; index; far; }
        of_near() { printf '   id  1\n   storeType  FileBlob\n\n'; }
        of_far() { printf '   id  3\n   storeType  S3\n   bucket  archive\n   volumePrefix  mbs1\n\n'; }
        stores() { of_near; of_far; }
        policy() { echo 'message:before:-30days'; }
        schedules() { printf 'HsmScheduled false\nDedupScheduled false\n'; }
        licence() { echo '  valid  true'; }
        operations() { echo '  operationList'; }
        switch() { echo 'zimbraNetworkModulesNGEnabled: TRUE'; }
        blob() { echo '12345 3'; }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mu-plugin-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "NG of mbs1 has the volumes and the policy, blobs can be read |", "")]
    [InlineData("volumes() { far; near; index; }; stores() { of_far; of_near; }", "NG of mbs1 has the volumes and the policy, blobs can be read |", "")] // only the order
    [InlineData("volumes() { near; index; }", "volumes of mbs1 are not those of the inventory", "gone: 3|far|secondaryMessage|/srv/far|false|true; new: \n")]
    [InlineData("volumes() { near; index; far; volume 4 more primaryMessage /srv/more; }", "volumes of mbs1 are not those of the inventory", "gone: ; new: 4|more|primaryMessage|/srv/more|false|true\n")]
    [InlineData("far() { volume 3 far secondaryMessage /srv/elsewhere; }", "volumes of mbs1 are not those of the inventory", "gone: 3|far|secondaryMessage|/srv/far|")]
    [InlineData("volumes() { echo 'ERROR: cannot connect'; }", "mailboxd is not running on mbs1: ERROR: cannot connect", "")]
    [InlineData("stores() { of_near; }", "store types of mbs1 are not those of the inventory", "gone: 3|S3|archive|mbs1; new: \n")]
    [InlineData("of_far() { printf ' id 3\\n storeType S3\\n bucket other\\n volumePrefix mbs1\\n'; }", "store types of mbs1 are not those of the inventory", "new: 3|S3|other|mbs1")]
    [InlineData("of_far() { printf ' id 3\\n storeType S3\\n bucket archive\\n volumePrefix mbs2\\n'; }", "store types of mbs1 are not those of the inventory", "new: 3|S3|archive|mbs2")]
    [InlineData("of_far() { printf ' id 3\\n storeType FileBlob\\n'; }", "store types of mbs1 are not those of the inventory", "new: 3|FileBlob||")]
    [InlineData("stores() { :; }", "NG does not answer on mbs1", "")]
    [InlineData("policy() { echo 'message:before:-90days'; }", "the policy of mbs1 is not the saved one: message:before:-90days", "")]
    [InlineData("policy() { :; }", "the policy of mbs1 is not the saved one: ", "")]
    [InlineData("schedules() { echo HsmScheduled false; }", "the schedule DedupScheduled of mbs1 is lost", "")]
    [InlineData("schedules() { printf 'HsmScheduled true\\nDedupScheduled false\\n'; }", "the schedule HsmScheduled of mbs1 is not held", "")]
    [InlineData("licence() { echo '  valid  false'; }", "NG has no valid licence on mbs1", "")]
    [InlineData("operations() { echo '   name  doMoveBlobs'; }", "NG of mbs1 is at work already: doMoveBlobs", "")]
    [InlineData("GONE=1; export GONE", "Network Modules NG is not installed on mbs1", "")]
    [InlineData("switch() { echo 'zimbraNetworkModulesNGEnabled: FALSE'; }", "Network Modules NG is switched off on mbs1", "")]
    [InlineData("blob() { echo '54321 3'; }", "volume 1: /store/1.msg is not what it was", "")]
    [InlineData("bucket() { echo AccessDenied; return 1; }", "volume 3: object store archive: AccessDenied", "")]
    public async Task After_ng_came_the_difference_is_empty_or_said(string told, string first, string also)
    {
        await SavedAsync();
        var said = await RunAsync("check-in", told);
        Assert.StartsWith(first, said, StringComparison.Ordinal);
        Assert.Contains(also, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("volumes() { far; near; index; }", "the Suite is out of mbs1, its volumes are listed")]
    [InlineData("volumes() { near; index; }", "volumes of mbs1 are not those of the inventory")]
    [InlineData("mkdir -p \"$Z/lib/ext/zextras\"; operations() { echo '   name  doMoveBlobs'; }", "an operation of the Suite does not stop on mbs1: nothing was removed (and 1 more)")]
    public async Task While_the_plugin_is_out_no_volume_may_be_missing(string told, string first)
    {
        await SavedAsync();
        Assert.StartsWith(first, await RunAsync("check-out", told), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operations() { echo '   name  doMoveBlobs'; }", "an operation of the Suite does not stop on mbs1: a blob may be on its way, nothing is removed", false)]
    [InlineData("operations() { case $1 in *backup*) echo '   name  doSmartScan' ;; esac; }", "an operation of the Suite does not stop on mbs1", false)]
    [InlineData("operations() { echo 'no answer'; return 1; }", "the Suite of mbs1 does not answer: whether a blob is on its way is not known, nothing is removed", false)]
    [InlineData("", "taken out", true)]
    [InlineData("rmdir \"$Z/lib/ext/zextras\"; operations() { echo 'no answer'; return 1; }", "taken out", true)] // a second time nobody is left to answer
    public async Task The_plugin_is_not_taken_out_while_a_blob_may_be_on_its_way(string told, string says, bool removed)
    {
        await SavedAsync();
        var said = await RunAsync("out", $"mkdir -p \"$Z/lib/ext/zextras\"\n{told}\nwait_for_mailboxd() {{ :; }}");
        Assert.Contains(says, said, StringComparison.Ordinal);
        Assert.Equal(removed, File.Exists(Path.Combine(_folder, "removed")));
    }

    /// <summary>The inventory as it is noted of <see cref="Told"/>.</summary>
    private async Task SavedAsync()
    {
        foreach (var at in (string[])["bin", "store", "suite"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, at));
        }
        foreach (var (program, does) in new[] { ("bin/zxsuite", "exit 9"), ("bin/dpkg-query", "exit ${GONE:-0}"), ("suite/install.sh", $": > {_folder}/removed; echo taken out") })
        {
            var file = Path.Combine(_folder, program);
            await File.WriteAllTextAsync(file, $"#!/bin/sh\n{does}\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        await File.WriteAllTextAsync(Path.Combine(_folder, "store/1.msg"), "old");
        Assert.EndsWith("\n3 volumes and 1 blobs of mbs1 are noted\n", await RunAsync("save", "find() { case $1 in */opt/zimbra/store) echo \"$MU_ROOT/store/1.msg\" ;; esac; }; cksum() { blob; }"), StringComparison.Ordinal);
    }

    private Task<string> RunAsync(string script, string told) => PackShell.RunAsync($"plugin/{script}.sh", $$"""
        Z={{_folder}} STATE={{_folder}}/state MU_ROOT={{_folder}} MU_HOST=mbs1 SUITE={{_folder}}/suite SAVED={{_folder}}/state/plugin
        {{Told}}
        bucket() { :; }
        zimbra() {
          case $1 in
            'zmvolume -l') volumes ;;
            *getAllVolumes) stores ;;
            *getHsmPolicy) policy | sed 's/^/  policy  /' ;;
            *getLicenseInfo) licence ;;
            *StopAllOperations*) : ;;
            *getAllOperations) operations "$1" ;;
            *getProperty*) echo '@begin hsm'; schedules; echo '@end 0'; echo '@begin backup'; echo '@end 0' ;;
            *NGEnabled) switch ;;
            *testS3Connection\ archive) bucket ;;
            *) echo "not asked for: $1" >&2; return 9 ;;
          esac
        }
        timeout() { shift; "$@"; }
        mountpoint() { :; }
        cksum() { blob; }
        PATH={{_folder}}/bin:$PATH
        {{told}}
        """);
}
