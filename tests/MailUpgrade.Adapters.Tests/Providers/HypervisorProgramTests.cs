using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Providers;

/// <summary>
/// The programs for LVM thin volumes and Proxmox VE against simulated commands, by the one contract of provider <c>exec</c>. It shows what
/// they do with the answers that the manuals promise; neither has seen the real thing.
/// </summary>
public sealed class HypervisorProgramTests : IDisposable
{
    private readonly List<ProviderBox> _boxes = [];

    public static TheoryData<string> Programs => ["lvm-thin", "proxmox"];

    public void Dispose() => _boxes.ForEach(b => b.Dispose());

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_set_is_made_proven_put_back_and_deleted(string program)
    {
        var box = Made(program);
        var (code, said) = box.Do("create");
        Assert.True(code == 0, said);
        Assert.Contains("2 members", said, StringComparison.Ordinal);
        Assert.Contains("there already", box.Do("create").Said, StringComparison.Ordinal);
        Assert.StartsWith("OK", box.Do("verify").Said, StringComparison.Ordinal);
        Assert.Equal(program == "proxmox" ? 2 : 4, box.Do("list").Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        // The set stays when it was put back: it can be used once more.
        for (var time = 0; time < (program == "proxmox" ? 2 : 1); time++)
        {
            (code, said) = box.Do("restore");
            Assert.True(code == 0, said);
            Assert.All(["a", "b"], h => Assert.Equal((0, "on\n"), box.Do("power", $"MU_WITH_HOST={h} MU_WITH_POWER=")));
            Assert.StartsWith("OK", box.Do("verify").Said, StringComparison.Ordinal);
        }
        Assert.Equal((0, "off\n"), box.Do("power", "MU_WITH_HOST=a MU_WITH_POWER=off"));
        Assert.Equal(0, box.Do("console", "MU_WITH_HOST=a").Code);
        Assert.Equal(0, box.Do("delete").Code);
        Assert.Equal(0, box.Do("delete").Code);
        Assert.Equal(2, box.Do("verify").Code);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void One_member_that_cannot_be_made_voids_the_set_and_none_is_left(string program)
    {
        var box = Made(program);
        box.Fault(program == "proxmox" ? "fail-212" : "fail-b-opt");
        var (code, said) = box.Do("create");
        Assert.Equal(2, code);
        Assert.Matches("the set is void, because b: .*(not allowed|not available)", said);
        Assert.Equal("", box.Do("list").Said);

        box.Clear(program == "proxmox" ? "fail-212" : "fail-b-opt");
        Assert.Equal(0, box.Do("create").Code);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_store_that_says_yes_and_makes_nothing_makes_no_set(string program)
    {
        var box = Made(program);
        box.Fault(program == "proxmox" ? "noop-211" : "noop-a-root");
        var (code, said) = box.Do("create");
        Assert.Equal(2, code);
        Assert.Contains("has no snapshot of set-1", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_member_that_is_gone_stops_the_restore_before_any_host_is_switched_off(string program)
    {
        var box = Made(program);
        Assert.Equal(0, box.Do("create").Code);
        var gone = Directory.EnumerateFiles(Path.Combine(box.Folder, program == "proxmox" ? "vm/212/snap" : "lv/vg0")).First(f => program == "proxmox" || f.Contains("b-opt.mu", StringComparison.Ordinal));
        File.Delete(gone);
        var (code, said) = box.Do("restore");
        Assert.Equal(2, code);
        Assert.Contains("nothing is changed", said, StringComparison.Ordinal);
        Assert.DoesNotContain(box.Asked, a => a.Contains("destroy", StringComparison.Ordinal) || a.Contains("shutdown", StringComparison.Ordinal) || a.Contains("rollback", StringComparison.Ordinal) || a.Contains("lvrename", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_restore_that_changed_nothing_is_a_failure(string program)
    {
        var box = Made(program);
        Assert.Equal(0, box.Do("create").Code);
        box.Fault(program == "proxmox" ? "stuck-212" : "stuck-b-root");
        if (program == "lvm-thin")
        {
            box.Fault("stuck-b-opt");
        }
        var (code, said) = box.Do("restore");
        Assert.Equal(2, code);
        Assert.Matches("the restore of b changed nothing", said);
    }

    [Fact]
    public void An_exchange_of_volumes_that_was_cut_off_is_done_again()
    {
        var box = Made("lvm-thin");
        Assert.Equal(0, box.Do("create").Code);
        // The old volume has its other name already, the new one not yet its own; and a copy that nobody finished.
        var group = Path.Combine(box.Folder, "lv/vg0");
        File.Move(Path.Combine(group, "a-opt"), Path.Combine(group, "a-opt.mu-old"));
        File.WriteAllText(Path.Combine(group, "a-opt.mu-new"), "Zz0000-cdef-ghij-klmn-opqr-stuv-wx0000 rw\n");
        var (code, said) = box.Do("restore");
        Assert.True(code == 0, said);
        Assert.Equal(["a-opt", "a-root", "b-opt", "b-root"], Directory.EnumerateFiles(group).Select(f => Path.GetFileName(f)!).Where(f => !f.Contains(".mu", StringComparison.Ordinal) || f.Contains(".mu-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("lvm-thin", "50.00 12.00", 0)]
    [InlineData("lvm-thin", "99.00 12.00", 1)]
    [InlineData("lvm-thin", "50.00 96.00", 2)]     // the pool's own bookkeeping is full: worse than the data
    [InlineData("proxmox", "52428800", 0)]
    [InlineData("proxmox", "524288", 1)]
    [InlineData("proxmox", "1024", 2)]
    public void What_is_left_on_the_store_is_watched(string program, string pool, int code)
    {
        var box = Made(program);
        File.WriteAllText(Path.Combine(box.Folder, "pool"), pool + "\n");
        var answer = box.Do("growth", "MU_WITH_WARN_MIB=2048");
        Assert.True(answer.Code == code, answer.Said);
        Assert.Contains("MiB are left on the store", answer.Said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_says_which_mounts_of_the_guest_a_member_covers(string program) => Assert.Equal((0, "/\n/opt\n"), Made(program).Sh("./program mounts a"));

    [Theory]
    [MemberData(nameof(Programs))]
    public void Whether_a_snapshot_can_be_made_is_tried_and_nothing_stays(string program)
    {
        var box = Made(program);
        Assert.Equal(0, box.Do("create").Code); // what an earlier probe left
        var (code, said) = box.Do("probe");
        Assert.True(code == 0, said);
        Assert.StartsWith("snapshots of 2 hosts can be made\n", said, StringComparison.Ordinal);
        Assert.Equal("", box.Do("list").Said);
        Assert.DoesNotContain(box.Asked, a => a.Contains("destroy", StringComparison.Ordinal) || a.Contains("shutdown", StringComparison.Ordinal));

        var number = box.Sh("printf set-1 | cksum | cut -d ' ' -f 1").Said.Trim();
        foreach (var (fault, why) in program == "proxmox"
            ? new[] { ("fail-212", "snapshot feature is not available"), ("noop-212", "has no snapshot of set-1"), ("keep-212", "cannot be deleted: ") }
            : [("fail-b-opt", "new thin volumes are not allowed"), ("noop-b-opt", "has no snapshot of set-1"), ($"stuck-b-opt.mu{number}", "cannot be deleted: ")])
        {
            box.Fault(fault);
            (code, said) = box.Do("probe");
            Assert.True(code == 2, said);
            Assert.Matches($"^no snapshot of b can be made: .*{why}", said);
            Assert.Contains("\na snapshot of a can be made: ", said, StringComparison.Ordinal);
            box.Clear(fault);
        }
    }

    [Fact]
    public void A_machine_whose_restore_could_not_be_proven_is_refused_before_the_night()
    {
        var box = Made("proxmox");
        box.Sh("sed -i /vmgenid/d vm/212/config");
        var (code, said) = box.Do("create");
        Assert.Equal(2, code);
        Assert.Contains("qm set 212 --vmgenid 1", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_host_that_the_map_does_not_name_is_nobody(string program)
    {
        var (code, said) = Made(program).Sh("./program create set-1 c");
        Assert.Equal(1, code);
        Assert.Contains("of c", said, StringComparison.Ordinal);
    }

    /// <summary>Hosts a and b on a simulated machine, and a program that finds it there.</summary>
    private ProviderBox Made(string program)
    {
        var box = new ProviderBox(["a", "b"], "./program");
        _boxes.Add(box);
        var (code, said) = box.Sh($"""
            cp {RepositoryRoot.Path}/tests/MailUpgrade.Adapters.Tests/Providers/carriers/{(program == "proxmox" ? "proxmox" : "lvm")}.sh carrier
            printf '#!/bin/sh\nLVM_MAP=map PROXMOX_MAP=map exec {RepositoryRoot.Path}/config/providers/exec/programs/{program}.sh "$@"\n' > program
            chmod 755 carrier program
            printf '%s\n' "on = $PWD/carrier" 'power = virsh -q -c qemu:///system' 'storage = local-lvm' > map
            {(program == "proxmox" ? Vms : Volumes)}
            """);
        Assert.True(code == 0, said);
        return box;
    }

    private const string Vms = """
        echo 52428800 > pool
        for h in a:211 b:212; do
          n=${h#*:}
          mkdir -p vm/$n/snap; echo running > vm/$n/status
          printf 'agent: 1\ncores: 8\nscsi0: local-lvm:vm-%s-disk-0,size=64G\nsmbios1: uuid=00000000-1111-4222-8333-000000000%s\nvmgenid: 11111111-2222-4333-8444-000000000%s\n' $n $n $n > vm/$n/config
          echo "host ${h%:*} = pve1/$n" >> map
        done
        """;

    private const string Volumes = """
        echo 50.00 12.00 > pool
        mkdir -p lv/vg0 power
        for h in a b; do
          echo on > power/$h
          for v in root opt; do echo "Zz$h$(echo $v | cut -c 1-3)-cdef-ghij-klmn-opqr-stuv-wx0000 rw" > lv/vg0/$h-$v; done
          echo "host $h = vg0/$h-root vg0/$h-opt : / /opt" >> map
        done
        """;
}
