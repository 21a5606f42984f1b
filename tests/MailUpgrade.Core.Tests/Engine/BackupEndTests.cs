using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

/// <summary>A backup that failed and may still run: only the provider's own proof lets the older one count.</summary>
public sealed class BackupEndTests : IDisposable
{
    private EngineNight night = new();

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task The_provider_ends_it_and_only_its_exit_status_nought_is_the_proof()
    {
        var abort = 3;
        await AllFailAsync((_, program) => program.End(abort));
        Assert.Equal(RefusalCodes.NotReady, await OlderAsync("executor"));

        await AbortAsync();
        await FailedAsync(attempt: 2);
        Assert.Equal(RefusalCodes.NotReady, await OlderAsync("executor"));

        abort = 0;
        await AbortAsync();
        await FailedAsync(attempt: 3);
        Assert.Null(await OlderAsync("executor"));
        Assert.Null(await OlderAsync("supervisor"));
        Assert.Equal(PhaseStatus.Skipped, night.Run.State.PhaseOf("backup").Status);
    }

    [Fact]
    public async Task A_bot_that_dies_in_the_middle_of_an_abort_goes_on_with_that_very_abort()
    {
        var begun = new TaskCompletionSource<ScriptedHosts.Program>(TaskCreationOptions.RunContinuationsAsynchronously);
        await AllFailAsync((step, program) =>
        {
            if (step == "save/mbs1")
            {
                begun.SetResult(program);
                return;
            }
            program.End(0);
        });
        await AbortAsync();
        var abort = await begun.Task.WaitAsync(Hang.After);
        await OthersEndedAsync();
        await night.CrashAndRestartAsync();
        Assert.Equal(RefusalCodes.NotReady, await OlderAsync("executor"));
        abort.Say("no full backup runs on mbs1 any more\n");
        abort.End(0);
        await FailedAsync(attempt: 2);
        Assert.Equal(["1", "2"], night.Hosts.Ledger.Where(l => l.StartsWith("save/mbs1 ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1].Split('.')[^1]));
        Assert.Null(await OlderAsync("executor"));
        Assert.Null(await OlderAsync("supervisor"));

        Task OthersEndedAsync() => night.UntilAsync(s => s.Steps.Values.Count(x => x.Phase == "backup" && x is { Attempt: 2, Status: StepStatus.Failed }) == 2);
    }

    [Fact]
    public async Task A_bot_that_dies_before_its_abort_has_reached_the_host_orders_it_once()
    {
        var tried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await AllFailAsync((_, program) => program.End(0));
        night.Hosts.OnStart = step =>
        {
            if (step == "save/mbs1")
            {
                tried.TrySetResult();
                throw new HostUnreachableException("the link is cut");
            }
        };
        await AbortAsync();
        await tried.Task.WaitAsync(Hang.After);
        // No clock goes on here, so the bot that dies never tries a second time.
        night.Hosts.OnStart = _ => { };
        await night.CrashAndRestartAsync();
        await FailedAsync(attempt: 2);
        Assert.Equal(["1", "2"], night.Hosts.Ledger.Where(l => l.StartsWith("save/mbs1 ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1].Split('.')[^1]));
        Assert.Null(await OlderAsync("executor"));
        Assert.Null(await OlderAsync("supervisor"));
    }

    [Theory]
    [InlineData(StepKind.Backup, "create", 3, 2, "failed", "inconclusive")] // it is not whole: that proves no end
    [InlineData(StepKind.Backup, "create", 3, 3, "failed", "inconclusive")]
    [InlineData(StepKind.Backup, "create", 3, 0, "succeeded", "pass")]
    [InlineData(StepKind.Snapshot, "verify", 2, 2, "failed", "fail")] // what proves the set is asked again, whoever says that it is whole
    [InlineData(StepKind.Snapshot, "verify", 2, 0, "succeeded", "pass")]
    [InlineData(StepKind.Snapshot, "create", 2, 2, "failed", "fail")]
    [InlineData(StepKind.Snapshot, "restore", 2, 2, "succeeded", "inconclusive")]
    [InlineData(StepKind.Run, "note.sh", 2, 2, "succeeded", "inconclusive")] // nothing looks at it: a word is not called a pass
    public async Task A_word_that_it_is_mended_is_no_proof(StepKind kind, string script, int exit, int verify, string word, string verdict)
    {
        night = new EngineNight { Files = Without("save", kind, script) };
        night.Hosts.Answer = (_, text) => new AskResult(EndKind.Exited, text.EndsWith("done", StringComparison.Ordinal) ? 1 : text.EndsWith("verify", StringComparison.Ordinal) ? verify : 0, "looked at\n");
        night.Hosts.Play = (step, program) =>
        {
            program.End(step.StepName.StartsWith("save/", StringComparison.Ordinal) ? exit : 0);
            return Task.CompletedTask;
        };
        await night.StartAsync();
        await night.MoveToAsync(SamplePlan.Evening.AddHours(1));
        await night.UntilAsync(s => s.PhaseOf("backup") is { Status: PhaseStatus.Failed, EndedAt: not null });
        foreach (var step in night.Run.State.Undecided.Select(x => x.Name).ToList())
        {
            Assert.IsType<Decision.Accepted>(await night.SayAsync(id => new Fixed(id, "executor", "web", null, step + " it is there")));
        }
        await night.UntilAsync(s => s.StepOf("save/mbs1") is { Attempt: 2, Status: StepStatus.Failed or StepStatus.Succeeded });
        Assert.Equal((word, verdict), (night.Run.State.StepOf("save/mbs1").Last!.Outcome, night.Run.State.StepOf("save/mbs1").Last!.Verdict));
        Assert.Single(night.Hosts.Starts, s => s == "save/mbs1");
    }

    /// <summary>The sample with another step of that id, which no script of its own looks at.</summary>
    private static RunFiles Without(string id, StepKind kind, string script) => SamplePlan.Files with
    {
        Plan = SamplePlan.Files.Plan with
        {
            Phases = [.. SamplePlan.Files.Plan.Phases.Select(p => p with { Steps = [.. p.Steps.Select(x => x.Id == id ? x with { Kind = kind, Script = script, VerifyScript = null, Retry = RetryRule.Never } : x)] })],
        },
    };

    /// <summary>Every backup ends with a failure that proves no end.</summary>
    /// <param name="abort">Plays the provider's abort of a step.</param>
    private async Task AllFailAsync(Action<string, ScriptedHosts.Program> abort)
    {
        night.Hosts.Answer = (_, text) => new AskResult(EndKind.Exited, text.EndsWith("done", StringComparison.Ordinal) ? 1 : text.EndsWith("verify", StringComparison.Ordinal) ? 2 : 0, "it is 'in progress'\n");
        night.Hosts.Play = (script, program) =>
        {
            if (script.Text.EndsWith(BackupAbort.Script, StringComparison.Ordinal))
            {
                abort(script.StepName, program);
                return Task.CompletedTask;
            }
            program.End(script.StepName.StartsWith("save/", StringComparison.Ordinal) ? 3 : 0);
            return Task.CompletedTask;
        };
        await night.StartAsync();
        await night.MoveToAsync(SamplePlan.Evening.AddHours(1));
        await FailedAsync(attempt: 1);
    }

    private Task FailedAsync(int attempt) => night.UntilAsync(s => s.PhaseOf("backup") is { Status: PhaseStatus.Failed, EndedAt: not null }
        && s.Steps.Values.Where(x => x.Phase == "backup").All(x => x.Status == StepStatus.Failed && x.Attempt == attempt));

    private async Task AbortAsync()
    {
        foreach (var who in new[] { "executor", "supervisor" })
        {
            Assert.IsType<Decision.Accepted>(await night.SayAsync(id => new AbortBackup(id, who, "web", null, "it takes too long")));
        }
    }

    private async Task<string?> OlderAsync(string who) =>
        await night.SayAsync(id => new AcceptOlderBackup(id, who, "web", null, "")) is Decision.Refused r ? r.Refusal.Code : null;
}
