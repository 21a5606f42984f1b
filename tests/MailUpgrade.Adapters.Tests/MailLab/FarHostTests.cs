using System.Diagnostics;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;
using Xunit;

namespace MailUpgrade.Adapters.Tests.MailLab;

/// <summary>A mailbox host at another site, 40 ms away.</summary>
[Collection("mail-lab")]
public sealed class FarHostTests(MailServers servers)
{
    private static readonly string[] Ports = ["20143", "20110", "20024"];

    [MailLabFact]
    public async Task Accounts_of_a_far_host_are_read_compared_and_reached_by_probe_mail_as_those_of_a_near_one_and_damage_there_is_named()
    {
        var near = servers.Fleet.HostOf("store2").Address;
        var far = near[..near.LastIndexOf('.')] + ".22";
        using var link = Process.Start(new ProcessStartInfo(Path.Combine(MailServers.Scripts, "far"), [far, near, "40", .. Ports]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("far", await link.StandardOutput.ReadLineAsync());
            var fleet = servers.Fleet;
            var job = servers.Job("far", fleet.Mail.Sample with { Accounts = 30 });
            job = job with { Fleet = fleet with { Hosts = [.. fleet.Hosts.Select(h => h.Name == "store2" ? h with { Address = far, Site = "far" } : h)], Mail = job.Fleet.Mail } };

            var baseline = await servers.Sampler.TakeBaselineAsync(job, CancellationToken.None);
            Assert.Equal(MailServers.Accounts, baseline.OutOf);
            Assert.Empty(baseline.Inconclusive);
            var (kept, _) = await new Adapters.Probes.BaselineFiles(Path.Combine(servers.Root, "state")).ReadAsync("far", CancellationToken.None);
            var there = kept.Accounts.Where(a => a.Host == "store2").ToList();
            Assert.True(there.Count >= 10, $"{there.Count}");
            Assert.Equal([], (await servers.Sampler.CompareAsync(job, CancellationToken.None)).Findings.Select(f => f.ToString()));

            var flow = await servers.Sampler.FlowAsync(job, CancellationToken.None);
            Assert.All(flow.Probes, p => Assert.True(p is { State: "delivered", Left: 0 }, p.ToString()));
            Assert.Contains(flow.Probes, p => p.To == "store2");

            var hit = there.First(a => fleet.Mail.TestAccounts.All(t => t.Address != a.Address) && a.Folders.Any(f => f is { Path: "Inbox", Count: > 1 }));
            Damage.All[0].Do(servers, hit.Address);
            var after = await servers.Sampler.CompareAsync(job, CancellationToken.None);
            Assert.Contains(after.Findings, f => f.Account == hit.Address && f.What == Damage.All[0].What);
            Assert.All(after.Findings, f => Assert.Equal(hit.Address, f.Account));
        }
        finally
        {
            link.StandardInput.Close();
            await link.WaitForExitAsync();
        }
    }
}
