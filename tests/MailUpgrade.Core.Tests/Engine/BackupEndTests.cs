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
    private readonly EngineNight night = new();

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task The_provider_ends_it_and_only_its_exit_status_nought_is_the_proof()
    {
        var abort = 3;
        night.Hosts.Answer = (_, text) => new AskResult(EndKind.Exited, text.EndsWith("done", StringComparison.Ordinal) ? 1 : text.EndsWith("verify", StringComparison.Ordinal) ? 2 : 0, "it is 'in progress'\n");
        night.Hosts.Play = (script, program) =>
        {
            program.End(!script.StepName.StartsWith("save/", StringComparison.Ordinal) ? 0 : script.Text.EndsWith(BackupAbort.Script, StringComparison.Ordinal) ? abort : 3);
            return Task.CompletedTask;
        };
        await night.StartAsync();
        await night.MoveToAsync(SamplePlan.Evening.AddHours(1));
        await FailedAsync(attempt: 1);
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
