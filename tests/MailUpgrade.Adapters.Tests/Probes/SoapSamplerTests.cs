using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Tests.Practice;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes;

public sealed class SoapSamplerTests(ServedCluster served) : IClassFixture<ServedCluster>
{
    // One name, so that the lot draws the same accounts each time.
    private const string Run = "run-1";

    private string State => Path.Combine(served.Folder.Root, "state");

    private SoapSampler Sampler => new(State, _ => served.Access, accounts: 20, TimeSpan.FromSeconds(3));

    [Fact]
    public async Task Nothing_changed_is_no_finding_and_it_says_what_it_did_not_look_at()
    {
        var baseline = await Sampler.TakeBaselineAsync(Run, served.Fleet, CancellationToken.None);
        var after = await Sampler.CompareAsync(Run, served.Fleet, CancellationToken.None);
        Assert.Empty(after.Findings);
        Assert.Equal((60, baseline.Hash, baseline.Accounts), (after.OutOf, after.Hash, after.Accounts));
        Assert.InRange(baseline.Accounts, 20, 25);
        Assert.Contains(after.NotLookedAt, n => n.StartsWith($"{60 - baseline.Accounts} of 60 accounts", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(Path.Combine(State, "baselines", Run + ".json"));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), baseline.Hash);
        Assert.DoesNotContain(served.Logins.AdminPassword, System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messages-lost", "mbs1", "count=7", "Inbox, items")]
    [InlineData("mail-arrives", "mbs1", "count=3", "Inbox, items")]
    [InlineData("uidvalidity-changed", "mbs4", "", "Inbox, UIDVALIDITY")]
    [InlineData("filter-lost", "mbs4", "", "filters")]
    [InlineData("share-lost", "mbs1", "", "shares that work")]
    [InlineData("login-refused", "mbs6", "", "login")]
    [InlineData("far-volume-lost", "mbs4", "", "item ")]
    [InlineData("far-volume-hangs", "mbs4", "", "item ")]
    [InlineData("s3-credentials-lost", "mbs6", "", "item ")]
    public async Task Each_fault_of_the_mail_has_its_name(string fault, string host, string parameter, string what)
    {
        await Sampler.TakeBaselineAsync(Run, served.Fleet, CancellationToken.None);
        served.Faults.Set(fault, host, parameter.Length == 0 ? [] : new Dictionary<string, string> { [parameter.Split('=')[0]] = parameter.Split('=')[1] });
        try
        {
            var after = await Sampler.CompareAsync(Run, served.Fleet, CancellationToken.None);
            Assert.Contains(after.Findings, f => f.What.StartsWith(what, StringComparison.Ordinal));
            Assert.All(after.Findings, f => Assert.NotEqual(f.Before, f.After));
        }
        finally
        {
            served.Faults.Clear(fault, host);
        }

        Assert.Empty((await Sampler.CompareAsync(Run, served.Fleet, CancellationToken.None)).Findings);
    }

    [Fact]
    public async Task A_service_that_limits_its_rate_is_asked_again()
    {
        await Sampler.TakeBaselineAsync(Run, served.Fleet, CancellationToken.None);
        served.Faults.Set("rate-limited", "mbs1", new Dictionary<string, string>());
        try
        {
            using var soap = new SoapClient(served.Access, TimeSpan.FromSeconds(3));
            for (var i = 0; i < 4; i++)
            {
                Assert.NotEmpty(await soap.LoginAsync(served.Test.Host("mbs1"), CancellationToken.None));
            }
        }
        finally
        {
            served.Faults.Clear("rate-limited", "mbs1");
        }
    }

    [Fact]
    public async Task While_a_store_is_down_nothing_is_compared()
    {
        await Sampler.TakeBaselineAsync(Run, served.Fleet, CancellationToken.None);
        served.Service("mbs4", "mailbox", runs: false);
        try
        {
            await ServedCluster.Until(async () => !await Talk.ListensAsync(served.At("mbs4").EndPoint(7071)));
            await Assert.ThrowsAsync<HostUnreachableException>(() => Sampler.CompareAsync(Run, served.Fleet, CancellationToken.None));
        }
        finally
        {
            served.Service("mbs4", "mailbox", runs: true);
            await ServedCluster.Until(async () => await Talk.ListensAsync(served.At("mbs4").EndPoint(7071)) && await Talk.ListensAsync(served.At("mbs4").EndPoint(7143)) && await Talk.ListensAsync(served.At("mbs4").EndPoint(8080)));
        }
    }

    [Fact]
    public async Task Without_a_baseline_it_says_so()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Sampler.CompareAsync("never", served.Fleet, CancellationToken.None));
        Assert.Contains("no baseline", error.Message, StringComparison.Ordinal);
    }
}
