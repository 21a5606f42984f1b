using System.Text;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// The record of what a person does on a host that was taken over: where tmux is, a session whose output is written down there, and
/// kept as evidence when the host is given back. The last thing that is asked of the host before the hands are off, and the first after.
/// Without tmux, or without an answer, the takeover holds all the same and people read that nothing is recorded.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="hosts">Its hosts.</param>
/// <param name="store">Where the record is kept.</param>
/// <param name="log">Diagnostics.</param>
public sealed class TakeoverSessions(RunCoordinator run, IHosts hosts, IEvidenceStore store, ILogger<TakeoverSessions> log)
{
    private const string Open = """
        command -v tmux > /dev/null 2>&1 || { echo "not recorded: there is no tmux on this host"; exit 0; }
        umask 077
        record=${TMPDIR:-/tmp}/mailupgrade-$SESSION.log
        tmux -L "$SESSION" new-session -d -s "$SESSION" 2> /dev/null
        tmux -L "$SESSION" pipe-pane -o -t "$SESSION" "cat >> '$record'" || { echo "not recorded: tmux does not start"; exit 0; }
        echo "recorded: on the host, tmux -L $SESSION attach"
        """;

    private const string Close = """
        record=${TMPDIR:-/tmp}/mailupgrade-$SESSION.log
        tmux -L "$SESSION" kill-server 2> /dev/null
        test -f "$record" || exit 0
        cat "$record"
        """;

    // Run clock: from a question to its answer.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Works until the service stops.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            var seen = run.State;
            foreach (var host in seen.TakenOver.Keys.Where(h => !seen.Sessions.ContainsKey(h)))
            {
                var answer = await AskAsync(seen, host, Open, ct);
                await NoteAsync(host, answer?.Trim() is { Length: > 0 } said ? said.Split('\n')[^1] : "not recorded: the host does not answer", null, ct);
            }
            foreach (var (host, session) in seen.Sessions.Where(s => s.Value.File is null && !seen.TakenOver.ContainsKey(s.Key) && IsRecorded(s.Value)))
            {
                await KeepAsync(seen, host, ct);
            }
            if (run.State.Seq == seen.Seq)
            {
                await run.ChangedAsync(seen.Seq, ct);
            }
        }
    }

    private static bool IsRecorded(SessionNoted session) => session.Detail.StartsWith("recorded:", StringComparison.Ordinal);

    private async Task KeepAsync(RunState state, string host, CancellationToken ct)
    {
        var record = await AskAsync(state, host, Close, ct);
        if (string.IsNullOrWhiteSpace(record))
        {
            await NoteAsync(host, record is null ? "its record could not be fetched: it lies on the host" : "nothing was typed in it", null, ct);
            return;
        }
        var kept = await store.KeepAsync(state.Id, "session.log", Encoding.UTF8.GetBytes(record), ct);
        await NoteAsync(host, $"kept: {kept.Bytes} bytes, SHA-256 {kept.Sha256}", kept.Path, ct);
    }

    private async Task<string?> AskAsync(RunState state, string host, string script, CancellationToken ct)
    {
        try
        {
            var text = $"SESSION=mailupgrade-{state.Id}-{host}\n{script}";
            return (await hosts.AskAsync(run.Files.Fleet.HostOf(host), new HostScript(text, "takeover/" + host, false), Limit, ct)).Output;
        }
        catch (Exception e) when (e is HostUnreachableException or HostBarredException)
        {
            Log.CancelUnreachable(log, "takeover/" + host, e);
            return null;
        }
    }

    private Task<Decision> NoteAsync(string host, string detail, string? file, CancellationToken ct) => run.SubmitAsync(
        new Observe(FormattableString.Invariant($"session:{host}:{run.State.Seq}"), [new SessionNoted(host, detail, file)]), ct);
}
