using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Core.Tests.Chat;

/// <summary>People of a run who only press: what they see is what the views and the answers to them show.</summary>
public sealed class Thumb(SampleRun run)
{
    private readonly Dictionary<string, OutboundMessage> answers = [];
    private readonly CommandRouter router = new(
        run.Coordinator, run.Journal, run.Logs, (_, _, _) => Task.FromResult("report"), NullLogger<CommandRouter>.Instance);

    private int presses;

    /// <summary>Types a line: for what no button begins.</summary>
    public Task<OutboundMessage> TypeAsync(string who, string text) => AnswerAsync(who, text, null);

    /// <summary>Presses the button that carries these words: on the answer to this person, else on a message that waits, else on the status message.</summary>
    /// <returns>Refusal code of the answer, or null.</returns>
    public async Task<string?> PressAsync(string who, string command)
    {
        var shown = await ShownAsync();
        var seen = answers.TryGetValue(who, out var answer) ? shown.Prepend(answer) : shown;
        var button = seen.SelectMany(m => m.Buttons).FirstOrDefault(b => b.Command == command || b.Command.StartsWith(command + " ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"no button of {who} carries {command}: {string.Join(", ", seen.SelectMany(m => m.Buttons).Select(b => b.Command))}");
        return (await AnswerAsync(who, button.Command, button.Press)).RefusalCode;
    }

    /// <summary>Messages that wait for somebody, newest first, and the status message.</summary>
    public async Task<IReadOnlyList<OutboundMessage>> ShownAsync()
    {
        var book = new ViewBook();
        var state = RunState.Empty;
        var say = new Speech("en", TimeZoneInfo.FindSystemTimeZoneById(SamplePlan.Zone));
        foreach (var line in await run.Journal.ReadAsync("run-1", 0, CancellationToken.None))
        {
            var recorded = RunCoordinator.ToRecorded(line);
            var after = Run.Apply(state, recorded);
            book.Tell(new Moment(state, after, recorded, "hash", run.Coordinator.Scene with { Now = recorded.At }, SamplePlan.Pack(), say, []));
            state = after;
        }
        return [.. book.Open.Reverse(), StatusView.Of(run.Coordinator.State, run.Coordinator.Scene, say)];
    }

    private async Task<OutboundMessage> AnswerAsync(string who, string text, ButtonPress? press)
    {
        var answer = (await router.AnswerAsync(new InboundMessage("web", $"p{++presses}", who, text, press, default), CancellationToken.None))!;
        answers[who] = answer;
        return answer;
    }
}
