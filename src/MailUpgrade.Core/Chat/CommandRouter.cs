using MailUpgrade.Core.Chat.Handlers;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Core.Chat;

/// <summary>
/// The way of every message: who is it, what is meant, ask the run, word the answer. Typed words, buttons and web clicks all come here.
/// </summary>
public sealed class CommandRouter(
    RunCoordinator run, IJournal journal, IStepLogs logs, ReportText report, ILogger<CommandRouter> log)
{
    private const string LinkWord = "link";

    private readonly RecentAnswers recent = new(512);

    /// <summary>Names of the bot per channel; a command for another bot's name is not answered. Empty: every name is ours.</summary>
    public IReadOnlyDictionary<string, string> OwnNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Where photos and files of people are kept; null where no channel brings any.</summary>
    public IEvidenceStore? Evidence { get; init; }

    /// <summary>Words that ask nothing of the run, with who answers them.</summary>
    public IReadOnlyDictionary<string, DeskAnswer> Desks { get; init; } = new Dictionary<string, DeskAnswer>();

    /// <summary>Who speaks. Default: the team file alone.</summary>
    public Bindings Bindings { get; init; } = new();

    /// <summary>Links to the page for <c>/board</c>; null where no page is served.</summary>
    public BoardAccess? Board { get; init; }

    /// <summary>
    /// Answers a message; null where it is talk among people. The same message id again gets the same answer and decides nothing anew.
    /// </summary>
    public async Task<OutboundMessage?> AnswerAsync(InboundMessage message, CancellationToken ct)
    {
        if (recent.Find(message.CommandId) is { } before)
        {
            return before;
        }
        var answer = await ReadAndAnswerAsync(message, ct);
        if (answer is { Repeatable: true })
        {
            recent.Keep(message.CommandId, answer.Message);
        }
        return answer?.Message;
    }

    private async Task<Answer?> ReadAndAnswerAsync(InboundMessage message, CancellationToken ct)
    {
        var state = run.State;
        if (state.Id.Length == 0)
        {
            return message.Text.Length > CommandParser.LongestText || CommandText.Read(message.Text) is not null
                ? No(message, Refusal.Of(RefusalCodes.NoRun), new Speech("en", TimeZoneInfo.Utc), state, null, null) : null;
        }
        var scene = run.Scene;
        if (Bindings.Who(scene.Team, message.Channel, message.Sender) is not { } person)
        {
            return await StrangerAsync(message, state, scene, ct);
        }
        var say = new Speech(person.Language, scene.Zone);
        var names = OwnNames.TryGetValue(message.Channel, out var own) ? new[] { own } : [];
        try
        {
            if (message.Files.Count > 0 && Evidence is not null)
            {
                return await KeepAsync(message, Evidence, person, say, ct);
            }
            return CommandParser.Read(message, person, scene.Plan, scene.Fleet, names) switch
            {
                Reading.Question question => await ShowAsync(message, question, person, say, ct),
                Reading.Order order => await OrderAsync(message, order, person, say, ct),
                Reading.Unclear unclear => await UnclearAsync(message, unclear, person, say, ct),
                _ => null,
            };
        }
#pragma warning disable CA1031 // whatever a handler trips over, the person who asked hears it and everybody else is still heard
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            ChatLog.NotDecided(log, message.CommandId, e);
            return new Answer(Reply(message, TroubleLines.Of(e, say)), Repeatable: false);
        }
    }

    /// <summary>Files first, the record of them second: a record never names a file that is not there.</summary>
    private async Task<Answer> KeepAsync(InboundMessage message, IEvidenceStore store, Person person, Speech say, CancellationToken ct)
    {
        var caption = CommandText.Read(message.Text) is { } command ? command.Rest : CommandText.Read("/note " + Start(message.Text))!.Rest;
        Answer? answer = null;
        for (var n = 0; n < message.Files.Count; n++)
        {
            try
            {
                var kept = await store.KeepAsync(run.State.Id, message.Files[n].Name, message.Files[n].Bytes, ct);
                var id = n == 0 ? message.CommandId : FormattableString.Invariant($"{message.CommandId}:{n + 1}");
                answer = await SubmitAsync(
                    message, new KeepFile(id, person.Id, message.Channel, kept.Path, kept.Sha256, kept.Bytes, message.Files[n].MediaType, caption), say, ct);
            }
            catch (EvidenceRefusedException no)
            {
                answer = new Answer(Reply(message, [say.Say("✖ Failed: the file was not kept", "✖ Gagal: filenya tidak disimpan"), no.Message]), Repeatable: false);
            }
        }
        return answer!;
    }

    /// <summary>Somebody whom nobody knows may ask for a code, in private. All else is refused; talk is not answered.</summary>
    private async Task<Answer?> StrangerAsync(InboundMessage message, RunState state, Scene scene, CancellationToken ct)
    {
        var say = new Speech(state.Language, scene.Zone);
        return CommandText.Read(Start(message.Text)) switch
        {
            null => null,
            { Word: LinkWord, IsClean: true } link when message.IsPrivate && Desks.ContainsKey(LinkWord) => await AtDeskAsync(message, null, link.Word, link.Rest, say, ct),
            _ => Stranger(message, say),
        };
    }

    private async Task<Answer> AtDeskAsync(InboundMessage message, Person? person, string word, string argument, Speech say, CancellationToken ct)
    {
        if (person is not null && !Permissions.May(person, word, run.Scene.Plan))
        {
            return No(message, Refusal.Of(RefusalCodes.NotAllowed, ("command", word), ("who", string.Join(',', Permissions.RolesFor(word)))), say, run.State, run.Scene, person.Id);
        }
        var reply = await Desks[word](new DeskQuestion(message, person, argument, say, run.State, run.Scene), ct);
        return new Answer(Reply(message, reply.Lines) with { RefusalCode = reply.Code }, Repeatable: true);
    }

    private async Task<Answer> ShowAsync(InboundMessage message, Reading.Question question, Person person, Speech say, CancellationToken ct)
    {
        if (Desks.ContainsKey(question.Entry.Word))
        {
            return await AtDeskAsync(message, person, question.Entry.Word, question.Argument, say, ct);
        }
        var context = new QuestionContext(person, say, run.State, run.Scene, run.Files, logs, journal, report, question.Argument)
        {
            IsPrivate = message.IsPrivate,
            Board = Board,
        };
        return new Answer(Reply(message, await question.Entry.Answer!(context, ct)), Repeatable: true);
    }

    private async Task<Answer> OrderAsync(InboundMessage message, Reading.Order order, Person person, Speech say, CancellationToken ct)
    {
        var (state, scene) = (run.State, run.Scene);
        if (message.Press is not null && order is { Destroys: true, Confirmed: false }
            && !state.Answers.ContainsKey(message.CommandId) && WouldBeTaken(state, order.Command, scene))
        {
            return await ConfirmAsync(message, order.Command, say, ct);
        }
        return await SubmitAsync(message, order.Command, say, ct);
    }

    /// <summary>A form that cannot be read is refused after the role: what one may not say one need not spell.</summary>
    private async Task<Answer> UnclearAsync(InboundMessage message, Reading.Unclear unclear, Person person, Speech say, CancellationToken ct)
    {
        var (state, scene) = (run.State, run.Scene);
        if (unclear.Word.Length == 0)
        {
            return No(message, unclear.Refusal, say, state, scene, person.Id);
        }
        var known = unclear.Word != CommandTable.Confirm && CommandTable.Find(unclear.Word) is not null;
        var refusal = known && !Permissions.May(person, unclear.Word, scene.Plan)
            ? Refusal.Of(RefusalCodes.NotAllowed, ("command", unclear.Word), ("who", string.Join(',', Permissions.RolesFor(unclear.Word, scene.Plan))))
            : unclear.Refusal;
        return await SubmitAsync(
            message, new Unreadable(message.CommandId, person.Id, message.Channel, unclear.Word, refusal.Code, refusal.Facts), say, ct);
    }

    private async Task<Answer> ConfirmAsync(InboundMessage message, PersonCommand command, Speech say, CancellationToken ct)
    {
        var (state, scene) = (run.State, run.Scene);
        var (what, cost) = ConfirmTexts.Of(command, state, scene, say);
        (string, string)[] facts = [("command", command.Word), ("what", what), ("cost", cost), ("text", CommandText.Read(message.Text)!.Rest)];
        var refusal = Refusal.Of(RefusalCodes.ConfirmNeeded, command is Skip { Reason.Length: 0 } ? [.. facts, ("pick", "reason")] : facts);
        return await SubmitAsync(
            message, new Unreadable(message.CommandId, command.Actor, command.Channel, command.Word, refusal.Code, refusal.Facts), say, ct);
    }

    private async Task<Answer> SubmitAsync(InboundMessage message, PersonCommand command, Speech say, CancellationToken ct)
    {
        var before = run.State.Seq;
        var decision = await run.SubmitAsync(command, ct);
        var (state, scene) = (run.State, run.Scene);
        return decision switch
        {
            Decision.Refused no => No(message, no.Refusal, say, state, scene, command.Actor),
            Decision.Repeated { Before: { } no } => No(message, no, say, state, scene, command.Actor),
            _ => new Answer(Reply(message, AcceptedLines.Of(await BatchAsync(command.Id, decision is Decision.Repeated ? 0 : before, ct), say, scene)), Repeatable: true),
        };
    }

    /// <summary>The events that a command made: the one that carries its id, and those behind it that carry none.</summary>
    private async Task<IReadOnlyList<Recorded>> BatchAsync(string commandId, long after, CancellationToken ct)
    {
        var lines = await journal.ReadAsync(run.State.Id, after, ct);
        var all = lines.Select(RunCoordinator.ToRecorded).SkipWhile(r => r.CommandId != commandId).ToList();
        return [.. all.Take(1), .. all.Skip(1).TakeWhile(r => r.CommandId is null)];
    }

    private static Answer No(InboundMessage message, Refusal refusal, Speech say, RunState state, Scene? scene, string? reader)
    {
        var reply = Reply(message, RefusalLines.Of(refusal, say, state, scene, reader)) with { RefusalCode = refusal.Code };
        if (message.Press is { } press)
        {
            reply = reply with { Buttons = [.. Picks.Of(refusal, message.Text, say).Select(p => new Button(p.Label, p.Command, p.Style, press))] };
        }
        return new Answer(reply, Repeatable: true);
    }

    private static Answer Stranger(InboundMessage message, Speech say)
    {
        var text = RefusalTexts.Of(RefusalCodes.UnknownPerson);
        var line = say.Say("This identity is not in the team file", "Identitas ini tidak ada di file tim") + $" [{text.Code}]";
        return new Answer(Reply(message, [line]) with { RefusalCode = text.Code }, Repeatable: false);
    }

    private static bool WouldBeTaken(RunState state, PersonCommand command, Scene scene) =>
        Run.Decide(state, command, scene) is Decision.Accepted;

    private static string Start(string text) => text.Length > CommandParser.LongestText ? text[..100] : text;

    private static OutboundMessage Reply(InboundMessage message, IReadOnlyList<string> lines) => new(
        $"reply:{message.CommandId}", MessageKind.Reply, false, null, lines, OutboundMessage.NoButtons, message.MessageId);

    /// <param name="Message">The words.</param>
    /// <param name="Repeatable">False where nothing was decided, so that the same message sent again is tried again.</param>
    private sealed record Answer(OutboundMessage Message, bool Repeatable);
}
