using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Adapters.Tests.MailLab;

[Collection("mail-lab")]
public sealed class DovecotSamplerTests(MailServers servers)
{
    [MailLabFact]
    public Task Among_3000_accounts_nothing_is_invented_over_20_clean_repetitions() => CleanAsync(servers.Job("clean", servers.Fleet.Mail.Sample with { Accounts = 25 }));

    [LongMailLabFact]
    public Task Nothing_is_invented_over_20_clean_repetitions_of_a_sample_that_sees_one_percent() => CleanAsync(servers.Job("clean-long", servers.Fleet.Mail.Sample with { Detect = 0.01 }));

    private async Task CleanAsync(SampleJob job)
    {
        var baseline = await servers.Sampler.TakeBaselineAsync(job, CancellationToken.None);
        Assert.Equal(MailServers.Accounts, baseline.OutOf);
        Assert.Empty(baseline.Inconclusive);
        for (var repetition = 0; repetition < 20; repetition++)
        {
            var after = await servers.Sampler.CompareAsync(job, CancellationToken.None);
            Assert.Equal([], after.Findings.Select(f => f.ToString()));
            Assert.Empty(after.Inconclusive);
        }
    }

    [MailLabFact]
    public async Task Every_kind_of_damage_one_at_a_time_and_then_all_at_once_is_named_in_every_sampled_account_and_nowhere_else()
    {
        var job = servers.Job("damage", servers.Fleet.Mail.Sample with { Accounts = 30 });
        await servers.Sampler.TakeBaselineAsync(job, CancellationToken.None);
        var (baseline, _) = await new BaselineFiles(Path.Combine(servers.Root, "state")).ReadAsync("damage", CancellationToken.None);
        var tests = servers.Fleet.Mail.TestAccounts.Select(t => t.Address).ToHashSet();
        var sampled = baseline.Accounts.Where(a => !tests.Contains(a.Address) && a.Folders.Any(f => f is { Path: "Inbox", Count: > 1 } && f.Unread < f.Count) && a.Folders.Any(f => f.Path == "Sent")).Select(a => a.Address).ToList();
        var all = baseline.Accounts.Select(a => a.Address).ToHashSet();
        var planted = new Dictionary<string, Damage>(StringComparer.Ordinal);
        // One at a time: each stays, so that in the end all are there at once.
        foreach (var (damage, address) in Damage.All.Zip(sampled))
        {
            Plant(damage, address);
            var outside = Outside(all, planted);
            await servers.Sampler.LookAsync(job with { Run = "never" }, new SampleScope(outside, null), CancellationToken.None);
            Plant(damage, outside);
            await NamedAsync(job, planted, all);
        }
        foreach (var (damage, address) in Damage.All.Concat(Damage.All).Zip(sampled.Skip(Damage.All.Count)))
        {
            Plant(damage, address);
        }
        await NamedAsync(job, planted, all);

        void Plant(Damage damage, string address)
        {
            damage.Do(servers, address);
            planted[address] = damage;
        }
    }

    [MailLabFact]
    public async Task Nothing_that_a_probe_does_changes_what_it_compares()
    {
        var job = servers.Job("untouched", servers.Fleet.Mail.Sample with { Accounts = 10 });
        // Untouched mailboxes: the server has never opened them, so their new mail is recent still.
        var account = $"user2998@{MailServers.Domain}";
        var before = Tree(servers.MailOf(account));
        Assert.Contains(before, f => f.Contains("/new/", StringComparison.Ordinal));
        await using var system = MailSystems.Of(job, MailAccess.Of(job.Fleet), new WireLimits());
        var facts = (await system.AccountsAsync(CancellationToken.None)).Single(a => a.Address == account);
        var state = await system.ReadAsync(facts, null, CancellationToken.None);
        Assert.Equal(("ok", 64), (state.Login, state.Oldest!.Read.Length));
        await system.ReadAsync(facts, state, CancellationToken.None);
        // The server's own truth: which files lie in new (recent), which flags the others carry.
        Assert.Equal(before, Tree(servers.MailOf(account)));
        // No session of the user has ever been told of them: all of the Inbox are recent still.
        Assert.Equal(Damage.Messages(servers.MailOf(account)).Count(), await RawImap.RecentAsync(servers, account));
        Assert.Equal(0, await RawImap.RecentAsync(servers, account));
    }

    [MailLabFact]
    public async Task A_host_that_is_down_is_unreachable_and_no_finding_and_one_account_can_be_looked_at()
    {
        var job = servers.Job("look", servers.Fleet.Mail.Sample with { Accounts = 4 });
        var one = await servers.Sampler.LookAsync(job, new SampleScope($"user0100@{MailServers.Domain}", null), CancellationToken.None);
        Assert.Equal((1, MailServers.Accounts, 0), (one.Accounts, one.OutOf, one.Findings.Count));
        var closed = job with { Fleet = job.Fleet with { Mail = job.Fleet.Mail with { Ports = new Dictionary<string, int> { ["imap"] = 9 } } } };
        await Assert.ThrowsAsync<HostUnreachableException>(() => servers.Sampler.TakeBaselineAsync(closed, CancellationToken.None));
    }

    [MailLabFact]
    public async Task Probe_mail_goes_through_postfix_to_both_stores_and_back_and_leaves_nothing_behind()
    {
        // Others of this lab leave mail of that look too.
        var before = Probes();
        var flow = await servers.Sampler.FlowAsync(servers.Job("flow"), CancellationToken.None);
        Assert.Equal(4, flow.Probes.Count);
        Assert.All(flow.Probes, p => Assert.True(p is { State: "delivered", Left: 0 }, p.ToString()));
        Assert.Equal(before, Probes());

        int Probes() => new[] { 1, 2 }.Sum(n => Damage.Messages(servers.MailOf($"user000{n}@{MailServers.Domain}"))
            .Count(f => File.ReadAllText(f).Contains("mailupgrade.invalid", StringComparison.Ordinal)));
    }

    private async Task NamedAsync(SampleJob job, Dictionary<string, Damage> planted, HashSet<string> sampled)
    {
        var after = await servers.Sampler.CompareAsync(job, CancellationToken.None);
        Assert.Empty(after.Inconclusive);
        foreach (var (address, damage) in planted.Where(p => sampled.Contains(p.Key)))
        {
            var named = after.Findings.Any(f => f.Account == address && f.What == damage.What);
            Assert.True(named, $"{damage.Name} of {address}: {string.Join(" | ", after.Findings.Where(f => f.Account == address))}");
        }
        Assert.Equal([], after.Findings.Where(f => !planted.ContainsKey(f.Account)).Select(f => f.ToString()));
    }

    /// <summary>An account that is not of the sample: damage there must not be claimed.</summary>
    private static string Outside(HashSet<string> sampled, Dictionary<string, Damage> planted) =>
        Enumerable.Range(500, 2000).Select(n => $"user{n:d4}@{MailServers.Domain}").First(a => !sampled.Contains(a) && !planted.ContainsKey(a));

    private static List<string> Tree(string box) =>
        [.. Directory.EnumerateFiles(box, "*", SearchOption.AllDirectories).Where(f => f.Contains("/cur/", StringComparison.Ordinal) || f.Contains("/new/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
