using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class LeaveOutCounterTests
{
    private static readonly RunFiles Files = SamplePlan.Files with
    {
        Plan = SamplePlan.Plan() with { Aftercare = [new AftercareRow(AftercareRow.LeftOut) { Hosts = HostSelector.Parse("role=mta", out _), Proof = "back.sh" }] },
    };

    private readonly ScriptedHosts hosts = new();

    [Fact]
    public async Task Who_proposes_it_has_accounts_and_waiting_mail_counted_where_its_mail_is_kept()
    {
        hosts.Answer = (host, text) => new AskResult(EndKind.Exited, 2, text.Contains("MU_WITH_BACK='mbs3'", StringComparison.Ordinal)
            ? "1840 messages still wait |accounts=600 waiting=1840\nCRITICAL: waiting=9\n" : "");
        var counted = await CountedAsync();
        Assert.Equal(("mbs3", 600, 1840), (counted.Host, counted.Accounts, counted.Waiting));
        Assert.Empty(counted.NotCounted);
        Assert.Empty(hosts.Starts);
    }

    [Theory]
    [InlineData("the queue cannot be read |accounts=600\n", 600)]
    [InlineData("the directory does not answer\n", null)]
    [InlineData("", null)]
    public async Task What_a_host_does_not_tell_is_not_known_and_the_host_is_named(string says, int? accounts)
    {
        hosts.IsCut = says.Length == 0;
        hosts.Answer = (_, _) => new AskResult(EndKind.Exited, 3, says);
        var counted = await CountedAsync();
        Assert.Equal((accounts, null), (counted.Accounts, counted.Waiting));
        Assert.Equal(["mta1"], counted.NotCounted);
    }

    [Fact]
    public async Task A_pack_that_cannot_count_says_so()
    {
        var counted = await CountedAsync(SamplePlan.Files);
        Assert.Equal((null, null), (counted.Accounts, counted.Waiting));
    }

    [Theory]
    [InlineData("en", "⏸ Without mbs3: 1,600 accounts have no mail", "1,600 accounts live on mbs3. 1,840 messages for them wait in the queue now.", "Waiting for")]
    [InlineData("id", "⏸ Tanpa mbs3: 1.600 akun tanpa email", "1.600 akun ada di mbs3. 1.840 email untuk mereka menunggu di antrean sekarang.", "Menunggu")]
    public void The_second_name_is_asked_with_the_figures_in_front(string language, string first, string figures, string waiting)
    {
        var night = Proposed();
        night.Submit(new Observe("left-out:1", [new LeftOutCounted("mbs3", 1600, 1840, [])]));
        var asked = Assert.Single(Told.Of(night, language).Open, m => m.Lines[0].Contains("mbs3:", StringComparison.Ordinal));
        Assert.Equal(first, asked.Lines[0]);
        Assert.StartsWith(figures, asked.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith(waiting, asked.Lines[2], StringComparison.Ordinal);
        Assert.Equal(["/without mbs3"], asked.Buttons.Select(b => b.Command));
    }

    [Theory]
    [InlineData("en", "How many accounts live on mbs3 is not known. How much mail waits for them is not known. Not counted: mta1.")]
    [InlineData("id", "Jumlah akun di mbs3 belum diketahui. Jumlah email yang menunggu untuk mereka belum diketahui. Belum terhitung: mta1.")]
    public void What_is_not_known_is_said(string language, string figures)
    {
        var night = Proposed();
        night.Submit(new Observe("left-out:1", [new LeftOutCounted("mbs3", null, null, ["mta1"])]));
        Assert.StartsWith(figures, Told.Of(night, language).Open.Single(m => m.Lines[0].Contains("mbs3:", StringComparison.Ordinal)).Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_is_taken_once_for_a_proposal_and_of_no_other_host()
    {
        var night = Proposed();
        night.Submit(new Observe("left-out:0", [new LeftOutCounted("mbs2", 1, 1, [])]));
        Assert.Empty(night.State.LeftOutCounts);
        night.Submit(new Observe("left-out:1", [new LeftOutCounted("mbs3", 600, 4, [])]));
        night.Submit(new Observe("left-out:2", [new LeftOutCounted("mbs3", 600, 5, [])]));
        Assert.Equal(4, night.State.LeftOutCounts["mbs3"].Fact.Waiting);
    }

    private static PureNight Proposed()
    {
        var night = new PureNight { Outcome = s => s.Name == "upgrade-store/mbs3" ? "failed" : "succeeded" }.KickedOff();
        Assert.Null(night.CodeOf(id => new LeaveOut(id, "supervisor", "web", null, "mbs3", "later")));
        return night;
    }

    private async Task<LeftOutCounted> CountedAsync(RunFiles? files = null)
    {
        using var run = await SampleRun.AtStoresAsync(files ?? Files);
        await run.EndAsync("upgrade-store/mbs3", "failed", "broken");
        await run.SubmitAsync(new LeaveOut("t:9", "supervisor", "web", null, "mbs3", "later"));
        var source = new SampleSource(files ?? Files);
        source.PackScripts["back.sh"] = "back";
        using var stop = new CancellationTokenSource(Hang.After);
        var work = new LeaveOutCounter(run.Coordinator, hosts, source, TimeSpan.FromSeconds(30)).RunAsync(stop.Token);
        for (var seen = run.Coordinator.State; seen.LeftOutCounts.IsEmpty; seen = run.Coordinator.State)
        {
            await run.Coordinator.ChangedAsync(seen.Seq, stop.Token);
        }
        await stop.CancelAsync();
        await Task.WhenAny(work);
        return run.Coordinator.State.LeftOutCounts["mbs3"].Fact;
    }
}
