using System.Text;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class TakeoverSessionsTests : IEvidenceStore, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<string> kept = [];

    [Fact]
    public async Task Where_tmux_is_the_session_is_recorded_and_kept_when_the_host_is_given_back()
    {
        using var night = await TakenAsync(text => text.Contains("pipe-pane", StringComparison.Ordinal) ? "recorded: on the host, tmux attach\n"
            : text.Contains("kill-server", StringComparison.Ordinal) ? "$ rm -f stale.lock\n" : "OK\n");
        await night.UntilAsync(s => s.Sessions.ContainsKey("mbs1"));
        Assert.Equal("recorded: on the host, tmux attach", night.Run.State.Sessions["mbs1"].Detail);
        await night.SayAsync(id => new GiveBack(id, "executor", "web", null, "mbs1", "a stale lock"));
        await night.UntilAsync(s => s.Sessions["mbs1"].File is not null);
        Assert.Equal(["$ rm -f stale.lock\n"], kept);
    }

    [Fact]
    public async Task Without_tmux_the_takeover_holds_and_says_that_nothing_is_recorded()
    {
        using var night = await TakenAsync(_ => "not recorded: there is no tmux on this host\n");
        await night.UntilAsync(s => s.Sessions.ContainsKey("mbs1"));
        await night.SayAsync(id => new GiveBack(id, "executor", "web", null, "mbs1", ""));
        await night.UntilAsync(s => s.StepOf("upgrade-store/mbs1").Status == StepStatus.Succeeded);
        Assert.Empty(kept);
        Assert.Null(night.Run.State.Sessions["mbs1"].File);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_not_called_recorded()
    {
        using var night = await TakenAsync(_ => throw new HostUnreachableException("mbs1 does not answer"));
        await night.UntilAsync(s => s.Sessions.ContainsKey("mbs1"));
        Assert.Equal("not recorded: the host does not answer", night.Run.State.Sessions["mbs1"].Detail);
    }

    public Task<KeptFile> KeepAsync(string run, string name, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        kept.Add(Encoding.UTF8.GetString(bytes.Span));
        return Task.FromResult(new KeptFile("evidence/run-1/x.log", "hash", bytes.Length));
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private async Task<EngineNight> TakenAsync(Func<string, string> says)
    {
        var night = await new EngineNight().StartAsync();
        night.Hosts.Long.Add("upgrade-store/mbs1");
        await night.ToStoresAsync();
        await night.UntilStartedAsync("upgrade-store/mbs1");
        night.Hosts.Of("upgrade-store/mbs1").End(0);
        await night.UntilAsync(s => s.StepOf("upgrade-store/mbs1").Status == StepStatus.Succeeded);
        night.Hosts.Answer = (_, text) => new AskResult(EndKind.Exited, text.EndsWith("done", StringComparison.Ordinal) ? 1 : 0, says(text));
        _ = new TakeoverSessions(night.Run, night.Hosts, this, NullLogger<TakeoverSessions>.Instance).RunAsync(stop.Token);
        await night.SayAsync(id => new TakeOver(id, "executor", "web", null, "mbs1", ""));
        return night;
    }
}
