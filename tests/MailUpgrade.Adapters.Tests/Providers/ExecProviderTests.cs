using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Providers;

/// <summary>A set is one thing: all members or none, proven by ids, and put back as a unit.</summary>
public sealed class ExecProviderTests : IDisposable
{
    private readonly ProviderBox _box = new(["a", "b", "c"]);

    public void Dispose() => _box.Dispose();

    [Fact]
    public void A_set_has_every_host_or_does_not_exist()
    {
        _box.Fault("fail-b");
        var (code, said) = _box.Do("create");
        Assert.Equal(2, code);
        Assert.Contains("the set is void, because b: no space left", said, StringComparison.Ordinal);
        Assert.Contains("services may start again", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_box.Folder, "member-*"));
        Assert.Equal(2, _box.Do("verify").Code);
        Assert.Equal(0, _box.Do("nothing-to-restore").Code);

        _box.Clear("fail-b");
        Assert.Equal(0, _box.Do("create").Code);
        Assert.Equal(0, _box.Do("verify").Code);
        Assert.Equal(1, _box.Do("nothing-to-restore").Code);
        var creates = _box.Asked.Count(a => a.StartsWith("create", StringComparison.Ordinal));
        Assert.Contains("there already", _box.Do("create").Said, StringComparison.Ordinal);
        Assert.Equal(creates, _box.Asked.Count(a => a.StartsWith("create", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_store_that_says_yes_and_does_nothing_makes_no_set()
    {
        _box.Fault("noop-c");
        var (code, said) = _box.Do("create");
        Assert.Equal(2, code);
        Assert.Contains("the store says that c was made and it is not there", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_box.Folder, "member-*"));
    }

    [Fact]
    public void A_member_that_is_another_one_is_no_proof()
    {
        _box.Do("create");
        File.WriteAllText(Path.Combine(_box.Folder, "member-set-1-b"), "id-other\n");
        var (code, said) = _box.Do("verify");
        Assert.Equal(2, code);
        Assert.Contains("the member of b is id-other", said, StringComparison.Ordinal);
    }

    [Fact]
    public void No_host_is_switched_off_before_every_member_is_proven()
    {
        _box.Do("create");
        _box.Fault("lost-c");
        var (code, said) = _box.Do("restore");
        Assert.Equal(2, code);
        Assert.Contains("c: no such member; nothing is changed", said, StringComparison.Ordinal);
        Assert.DoesNotContain(_box.Asked, a => a.StartsWith("power", StringComparison.Ordinal) || a.StartsWith("restore", StringComparison.Ordinal));
    }

    [Fact]
    public void A_restore_that_changed_nothing_is_a_failure_and_one_that_was_cut_off_goes_on_where_it_was()
    {
        _box.Do("create");
        _box.Fault("noop-b");
        var (code, said) = _box.Do("restore");
        Assert.Equal(2, code);
        Assert.Contains("the restore of b changed nothing", said, StringComparison.Ordinal);
        var disk = _box.Read("disk-a");
        Assert.StartsWith("disk-", disk, StringComparison.Ordinal);

        _box.Clear("noop-b");
        Assert.Equal(0, _box.Do("restore").Code);
        Assert.Equal(disk, _box.Read("disk-a"));
        Assert.All(["a", "b", "c"], h => Assert.Equal("on", _box.Read("power-" + h)));
        Assert.All(["b", "c"], h => Assert.StartsWith("disk-", _box.Read("disk-" + h), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("9999999999", 0, "OK - the set has grown to 15 MiB")]
    [InlineData("524288000", 1, "WARNING")]
    [InlineData("1048576", 2, "CRITICAL")]
    [InlineData("about half", 3, "UNKNOWN - the store says 'about half'")]
    public void A_store_that_fills_up_is_told(string free, int code, string said)
    {
        _box.Do("create");
        File.WriteAllText(Path.Combine(_box.Folder, "free"), free);
        var answer = _box.Do("growth");
        Assert.Equal(code, answer.Code);
        Assert.StartsWith(said, answer.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "MiB are left on the store")]
    [InlineData("MU_WITH_WARN_MIB=999999999", 1, "MiB are left on the store")]
    [InlineData("MU_WITH_CRITICAL_MIB=999999999", 2, "MiB are left on the store")]
    [InlineData("MU_SET=set-2", 3, "there is no snapshot of a in set set-2")]
    public void So_is_the_store_of_hosts_that_are_folders(string with, int code, string said)
    {
        var script = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "config/providers/directory/snapshot-growth.sh"));
        var answer = _box.Sh($"mkdir -p snapshots/set-1/a && echo 3 7340032 99 > snapshots/set-1/a/manifest\nMU_WITH_WARN_MIB=1 MU_WITH_CRITICAL_MIB=1 MU_SET=set-1 MU_HOST=a MU_CLUSTER=$PWD {with}\n{script}");
        Assert.True(answer.Code == code, answer.Said);
        Assert.Contains(said, answer.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "snapshots of 3 hosts can be made")]
    [InlineData("runs-b", 1, "whether a snapshot of b can be made was asked, not tried: it runs")]
    [InlineData("fail-c", 2, "no snapshot of c can be made: no space left")]
    [InlineData("runs-a fail-b", 2, "no snapshot of b can be made: no space left")]
    public void Before_the_night_every_host_is_tried_and_the_worst_stands_first(string faults, int code, string first)
    {
        foreach (var fault in faults.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _box.Fault(fault);
        }
        var answer = _box.Do("probe");
        Assert.True(answer.Code == code, answer.Said);
        Assert.StartsWith(first + "\n", answer.Said, StringComparison.Ordinal);
        Assert.Equal(["probe set-1 a", "probe set-1 b", "probe set-1 c"], _box.Asked);
        Assert.Equal(4, answer.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Without_a_program_nothing_is_pretended()
    {
        using var box = new ProviderBox(["a"], "/no/such/program");
        Assert.All(["create", "verify", "restore", "growth", "delete", "list"], a => Assert.Equal(2, box.Do(a).Code));
        Assert.Equal(3, box.Do("probe").Code);
    }
}
