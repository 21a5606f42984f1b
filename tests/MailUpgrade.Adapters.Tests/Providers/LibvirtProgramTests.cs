using System.Diagnostics;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Providers;

/// <summary>
/// The libvirt program against libvirt's own test driver. That forgets everything when its client goes, so one virsh stays and a small
/// wrapper of the same name hands commands to it.
/// </summary>
public sealed class LibvirtProgramTests : IDisposable
{
    // Commands go into a FIFO that the test holds open; what comes back stands in a file, up to a mark.
    private const string Wrapper = """
        #!/bin/sh
        D=FOLDER
        shift 3 # -q -c URI
        line=
        for w in "$@"; do line="$line \"$w\""; done
        from=$(wc -c < "$D/said")
        printf '%s\necho MARK\n' "$line" > "$D/in"
        until tail -c "+$((from + 1))" "$D/said" | grep -q '^MARK'; do sleep 0.02; done
        out=$(tail -c "+$((from + 1))" "$D/said" | sed '1d; s/virsh # .*//' | grep -v '^MARK' | grep .)
        test -z "$out" || printf '%s\n' "$out"
        case $out in *error:*) exit 1 ;; esac
        """;

    private readonly ProviderBox _box = new(["test"], Path.Combine(RepositoryRoot.Path, "config/providers/exec/programs/libvirt.sh"));
    private readonly Process _virsh;

    public LibvirtProgramTests()
    {
        Directory.CreateDirectory(Path.Combine(_box.Folder, "bin"));
        File.WriteAllText(Path.Combine(_box.Folder, "bin/virsh"), Wrapper.Replace("FOLDER", _box.Folder, StringComparison.Ordinal).ReplaceLineEndings("\n"));
        _box.Sh($"chmod 755 {_box.Folder}/bin/virsh; mkfifo {_box.Folder}/in; : > {_box.Folder}/said");
        _virsh = Process.Start("/bin/sh", ["-c", $"exec virsh -q -c test:///default 0<> {_box.Folder}/in > {_box.Folder}/said 2>&1"]);
    }

    public void Dispose()
    {
        _virsh.Kill();
        _virsh.WaitForExit();
        _virsh.Dispose();
        _box.Dispose();
    }

    [Fact]
    public void Mounts_are_told_by_the_guests_agent_and_only_those_on_disks_of_the_domain_are_held() => Assert.Equal((0, "/\n/boot\n"), _box.Do("mounts", "MU_HOST=test"));

    [Fact]
    public void Whether_a_snapshot_can_be_made_is_tried_on_a_domain_that_is_off_and_only_asked_of_one_that_runs()
    {
        var (code, said) = _box.Do("probe");
        Assert.Equal(1, code);
        Assert.StartsWith("whether a snapshot of test can be made was asked, not tried: the domain runs", said, StringComparison.Ordinal);
        Assert.Equal(0, _box.Do("power", "MU_WITH_HOST=test MU_WITH_POWER=off").Code);
        (code, said) = _box.Do("probe");
        Assert.True(code == 0, said);
        Assert.Matches("a snapshot of test can be made: [0-9a-f-]{36}-[0-9]+ was made, proven and deleted again\n", said);
        Assert.DoesNotContain("set-1", _box.Do("list").Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_is_snapped_proven_put_back_and_the_set_deleted()
    {
        var (code, said) = _box.Do("create");
        Assert.True(code == 0, said);
        Assert.Matches("test [0-9a-f-]{36}-[0-9]+\n", said);
        Assert.Equal((0, "OK"), _box.Do("verify") is var (c, s) ? (c, s[..2]) : default);
        (code, said) = _box.Do("restore");
        Assert.True(code == 0, said);
        Assert.Equal((0, "on\n"), _box.Do("power", "MU_WITH_HOST=test MU_WITH_POWER="));
        Assert.Contains("set-1", _box.Do("list").Said, StringComparison.Ordinal);
        (code, said) = _box.Do("delete");
        Assert.True(code == 0, said);
        Assert.Equal(2, _box.Do("verify").Code);
    }
}
