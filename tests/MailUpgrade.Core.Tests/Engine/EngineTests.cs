using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class EngineTests : IDisposable
{
    private const string Canary = "upgrade-store/mbs1";
    private readonly EngineNight night = new();

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task No_host_is_touched_before_the_start_is_in_the_journal()
    {
        var early = new List<string>();
        night.Hosts.OnStart = step =>
        {
            var lines = night.Journal.ReadAsync("run-1", 0, default).Result;
            if (!lines.Any(l => l.Kind == "step-started" && l.Body.Contains($"\"{step}\"", StringComparison.Ordinal)))
            {
                early.Add(step);
            }
        };
        await night.StartAsync();
        await night.ToStoresAsync();
        await night.UntilAsync(s => s.StepOf("client-ok").Status == StepStatus.Running);
        Assert.Empty(early);
        Assert.Contains(Canary, night.Hosts.Starts);
    }

    [Fact]
    public async Task When_the_journal_cannot_be_written_nothing_begins()
    {
        await night.StartAsync();
        night.Journal.DiskIsFull = true;
        await Assert.ThrowsAsync<JournalWriteException>(() => night.SayAsync(id => new BeginPhase(id, "executor", "web", "precheck", null)));
        Assert.Empty(night.Hosts.Starts);

        night.Journal.DiskIsFull = false;
        await night.SayAsync(id => new BeginPhase(id, "executor", "web", "precheck", null));
        await night.UntilAsync(s => s.PhaseOf("precheck").Status == PhaseStatus.Succeeded);
    }

    [Fact]
    public async Task After_a_crash_a_running_program_is_found_again_and_not_started_again()
    {
        night.Hosts.Long.Add(Canary);
        await night.StartAsync();
        await night.ToStoresAsync();
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Running);
        await StartedAsync(Canary);
        for (var i = 0; i < 3; i++)
        {
            await night.CrashAndRestartAsync();
        }
        night.Hosts.Of(Canary).End(0);
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Succeeded);
        Assert.Equal(1, night.Hosts.Starts.Count(s => s == Canary));
    }

    [Fact]
    public async Task A_known_prompt_is_answered_once_and_again_after_a_crash_only_what_is_missing()
    {
        night.Hosts.Long.Add(Canary);
        await night.StartAsync();
        await night.ToStoresAsync();
        await StartedAsync(Canary);
        night.Hosts.Of(Canary).Say("License\nDo you agree? [N] ");
        await night.UntilAsync(s => s.StepOf(Canary).Answers.Count == 1);
        await night.CrashAndRestartAsync();
        night.Hosts.Of(Canary).Say("Y\nThe system will be modified. Continue? [N] ");
        await night.UntilAsync(s => s.StepOf(Canary).Answers.Count == 2);
        Assert.True(night.Run.State.StepOf(Canary).Flags.HasFlag(StepFlags.Locked));
        await night.Hosts.Of(Canary).TypedAsync(2);
        night.Hosts.Of(Canary).End(0);
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Succeeded);
        Assert.Equal(["Y", "Y"], night.Hosts.Of(Canary).Typed.Values);
    }

    [Fact]
    public async Task A_step_that_nothing_kills_survives_its_time_out_and_people_are_called()
    {
        night.Hosts.Long.Add(Canary);
        await night.StartAsync();
        await night.ToStoresAsync();
        await StartedAsync(Canary);
        night.Hosts.Of(Canary).Say("Continue? [N] ");
        await night.UntilAsync(s => s.StepOf(Canary).Flags.HasFlag(StepFlags.Locked));
        await night.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.True(night.Run.State.StepOf(Canary).Flags.HasFlag(StepFlags.Overdue));
        Assert.Null(night.Hosts.Of(Canary).Exit);
    }

    [Fact]
    public async Task A_step_that_may_be_ended_is_ended_at_its_time_out_and_has_failed()
    {
        night.Hosts.Long.Add(Canary);
        await night.StartAsync();
        await night.ToStoresAsync();
        await StartedAsync(Canary);
        await night.AdvanceAsync(TimeSpan.FromHours(2));
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Failed);
        Assert.Equal(143, night.Hosts.Of(Canary).Exit);
    }

    [Fact]
    public async Task A_retry_asks_whether_it_is_done_and_starts_nothing_when_it_is()
    {
        var broken = true;
        night.Hosts.Answer = (host, text) =>
            text.EndsWith("done", StringComparison.Ordinal) ? new AskResult(EndKind.Exited, night.Hosts.Starts.Contains(Canary) ? 0 : 1, "")
            : text.EndsWith("verify", StringComparison.Ordinal) && host.Name == "mbs1" && broken && night.Hosts.Starts.Contains(Canary) ? new AskResult(EndKind.Exited, 2, "CRITICAL - not running\n")
            : new AskResult(EndKind.Exited, 0, "OK - fine\n");
        await night.StartAsync();
        await night.ToStoresAsync();
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Failed);
        broken = false;
        await night.SayAsync(id => new Retry(id, "executor", "web", null, "mbs1"));
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Succeeded);
        Assert.Equal(1, night.Hosts.Starts.Count(s => s == Canary));
    }

    [Fact]
    public async Task An_exit_status_of_zero_is_no_proof_where_a_verify_script_says_no()
    {
        night.Hosts.Answer = (host, text) => new AskResult(
            EndKind.Exited, text.EndsWith("done", StringComparison.Ordinal) ? 1 : text.EndsWith("verify", StringComparison.Ordinal) && host.Name == "mbs1" && night.Hosts.Starts.Contains(Canary) ? 2 : 0,
            "CRITICAL - old version\n");
        await night.StartAsync();
        await night.ToStoresAsync();
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Failed);
        Assert.Equal(RunStatus.Paused, night.Run.State.Status);
    }

    [Fact]
    public async Task A_check_that_was_cut_off_has_not_passed()
    {
        night.Hosts.Answer = (_, _) => new AskResult(EndKind.Lost, null, "OK - so far");
        await night.StartAsync();
        await night.SayAsync(id => new BeginPhase(id, "executor", "web", "precheck", null));
        await night.UntilAsync(s => s.PhaseOf("precheck").EndedAt is not null);
        Assert.Equal(PhaseStatus.Failed, night.Run.State.PhaseOf("precheck").Status);
        Assert.Equal("inconclusive", night.Run.State.StepOf("look/mbs1").Last!.Verdict);
    }

    [Fact]
    public async Task A_lost_link_is_told_becomes_unknown_and_what_is_found_later_is_a_fact()
    {
        night.Hosts.Long.Add(Canary);
        await night.StartAsync();
        await night.ToStoresAsync();
        await StartedAsync(Canary);
        night.Hosts.Cut();
        await night.UntilAsync(s => s.StepOf(Canary).Flags.HasFlag(StepFlags.LinkLost));
        Assert.Equal(StepStatus.Running, night.Run.State.StepOf(Canary).Status);
        await Until.HoldsAsync(() => night.Run.State.StepOf(Canary).Status == StepStatus.Unknown, () => night.AdvanceAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(RunStatus.Paused, night.Run.State.Status);

        night.Hosts.IsCut = false;
        night.Hosts.Of(Canary).End(0);
        await Until.HoldsAsync(() => night.Run.State.StepOf(Canary).Status == StepStatus.Succeeded, () => night.AdvanceAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(RunStatus.Running, night.Run.State.Status);
        Assert.Equal(1, night.Hosts.Starts.Count(s => s == Canary));
    }

    [Fact]
    public async Task A_barred_way_in_is_unknown_at_once_and_is_not_knocked_at_every_half_minute()
    {
        night.Hosts.Long.Add(Canary);
        await night.StartAsync();
        await night.ToStoresAsync();
        await StartedAsync(Canary);
        night.Hosts.IsBarred = true;
        night.Hosts.Cut();
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Unknown);
        Assert.Contains("does not let this login in", night.Run.State.StepOf(Canary).Last!.Reason, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Paused, night.Run.State.Status);

        night.Hosts.IsBarred = night.Hosts.IsCut = false;
        night.Hosts.Of(Canary).End(0);
        await night.AdvanceAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(StepStatus.Unknown, night.Run.State.StepOf(Canary).Status);
        await Until.HoldsAsync(() => night.Run.State.StepOf(Canary).Status == StepStatus.Succeeded, () => night.AdvanceAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, night.Hosts.Starts.Count(s => s == Canary));
    }

    private async Task StartedAsync(string step)
    {
        await night.UntilAsync(s => s.StepOf(step).Status == StepStatus.Running);
        await Until.HoldsAsync(() => night.Hosts.Starts.Contains(step));
    }
}
