using System.Globalization;
using MailUpgrade.Adapters.Telegram.Sending;
using MailUpgrade.Adapters.Telegram.Store;
using MailUpgrade.Adapters.Telegram.Wire;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;

namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>Works through the inbox: judges each update once, hands on what counts, and strikes off what is dealt with.</summary>
public sealed class UpdateDesk(
    TelegramParts parts, TelegramStore store, BotApi api, AskedBook asked, EvidenceKeeper evidence, EarsActions actions, UpdateJudge judge)
{
    private const int Batch = 500;

    private readonly Lock gate = new();
    private readonly HashSet<long> underWay = [];

    /// <summary>Looks at all that is open.</summary>
    /// <returns>Whether something could not be handed on yet.</returns>
    public bool Work(CancellationToken ct)
    {
        var again = false;
        while (true)
        {
            var open = store.Inbox.Open(Batch + Count()).Where(IsNew).ToList();
            var done = new List<long>();
            foreach (var update in open)
            {
                ct.ThrowIfCancellationRequested();
                switch (Try(update, ct))
                {
                    case true:
                        done.Add(update.Id);
                        break;
                    case null:
                        again = true;
                        break;
                }
            }
            if (done.Count > 0)
            {
                store.Inbox.Done(done);
            }
            lock (gate)
            {
                underWay.ExceptWith(done);
            }
            if (open.Count < Batch || again)
            {
                return again;
            }
        }
    }

    /// <summary>It was answered for good.</summary>
    public void Done(Asked answered)
    {
        answered.IsDone = true;
        var ids = answered.Updates.ToList();
        store.Inbox.Done(ids);
        lock (gate)
        {
            underWay.ExceptWith(ids);
        }
    }

    /// <summary>True: dealt with. False: with the router. Null: not yet taken.</summary>
    private bool? Try(ReceivedUpdate update, CancellationToken ct)
    {
        try
        {
            var taken = Handle(update, ct);
            if (taken == false)
            {
                lock (gate)
                {
                    underWay.Add(update.Id);
                }
            }
            return taken;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or Microsoft.Data.Sqlite.SqliteException))
        {
            // One update that breaks a handler must not keep the next from being heard; what it was is in the log.
            TelegramLog.NotHandled(parts.Log, update.Id, fault);
            return true;
        }
    }

    private bool? Handle(ReceivedUpdate received, CancellationToken ct)
    {
        if (TelegramJson.Update(received.Body) is not { } update)
        {
            TelegramLog.Skipped(parts.Log, received.Id, "unreadable");
            return true;
        }
        switch (judge.Judge(update, IsBound, api.ServerNow, received.Late))
        {
            case Heard.Line line:
                return HandOn(
                    new Asked(line.Place, line.MessageId, null, null) { Updates = [received.Id] },
                    Inbound(MessageNumber.Of(line.Place.Chat, line.MessageId), line.Sender, line.Text, null, line.IsPrivate));
            case Heard.Press press:
                return Press(press, received.Id, ct);
            case Heard.Evidence file when WhoIs(file.Sender):
                return evidence.Begin(file, received.Id, (kept, caption) => HandOn(
                    new Asked(file.Place, file.MessageId, null, null) { Updates = [received.Id] },
                    Inbound(MessageNumber.Of(file.Place.Chat, file.MessageId), file.Sender, caption, null, !file.Place.IsGroup) with { Files = [kept] }),
                    (rule, next) => actions.Say(file.Place, file.MessageId, Id(file.Sender), Core.Runs.RefusalCodes.NotReady, rule, next), store, ct);
            case Heard.NotCounted no:
                NotCounted(no, ct);
                return true;
            case Heard.Moved moved:
                actions.Moved(moved.From, moved.To);
                return true;
            case Heard.Membership member:
                actions.Membership(member.Chat, member.IsIn);
                return true;
            case Heard.Nothing nothing:
                TelegramLog.Skipped(parts.Log, received.Id, nothing.Why);
                return true;
            default:
                return true;
        }
    }

    private bool? Press(Heard.Press press, long update, CancellationToken ct)
    {
        if (store.Buttons.Find(press.Data, press.Place.Chat, press.MessageId, parts.Wire.GetUtcNow()) is not { } button)
        {
            NotCounted(Not(press, NotCountedTexts.NoButton), ct);
            return true;
        }
        if (!store.Buttons.Press(button.Id, Id(press.Sender), press.CallbackId))
        {
            NotCounted(Not(press, NotCountedTexts.Twice), ct);
            return true;
        }
        var number = "cb." + (press.CallbackId.All(char.IsAsciiLetterOrDigit) ? press.CallbackId : Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(press.CallbackId)))[..32]);
        return HandOn(
            new Asked(button.Place, press.MessageId, press.CallbackId, button.Id) { Updates = [update] },
            Inbound(number, press.Sender, button.Command, button.Press, press.IsPrivate));
    }

    private bool? HandOn(Asked from, InboundMessage message)
    {
        var kept = asked.Keep(message.MessageId, from);
        if (kept.IsDone)
        {
            return true;
        }
        return actions.Take(message) == Intake.Full ? null : false;
    }

    /// <summary>Said where it helps: to people of the team, and where nobody can tell who it was. Strangers are not answered by a refusal.</summary>
    private void NotCounted(Heard.NotCounted no, CancellationToken ct)
    {
        var known = no.Sender is { } id && WhoIs(id);
        TelegramLog.NotCounted(parts.Log, no.Place?.ToString() ?? "-", no.Sender is { } sender ? Id(sender) : "nobody", no.Rule.En);
        if (no.CallbackId is { } callback)
        {
            var scene = parts.Scene();
            var language = no.Sender is { } from ? parts.Bindings.Who(scene.Team, TelegramChannel.ChannelName, Id(from))?.Language ?? scene.Language : scene.Language;
            _ = actions.AnswerPress(callback, [no.Rule.In(language), no.Next.In(language)], true, ct);
        }
        else if (no.Place is { } place && (known || (no.Sender is null && IsBound(place.Chat))))
        {
            actions.Say(place, no.MessageId, no.Sender is { } s ? Id(s) : "", no.Code, no.Rule, no.Next);
        }
    }

    private static Heard.NotCounted Not(Heard.Press press, NotCountedText why) =>
        new(null, press.MessageId, press.Sender, why.Code, why.Rule, why.Next) { CallbackId = press.CallbackId };

    private InboundMessage Inbound(string id, long sender, string text, ButtonPress? press, bool isPrivate) =>
        new(TelegramChannel.ChannelName, id, Id(sender), text, press, parts.Wire.GetUtcNow()) { IsPrivate = isPrivate };

    private bool WhoIs(long sender) => parts.Bindings.Who(parts.Scene().Team, TelegramChannel.ChannelName, Id(sender)) is not null;

    private bool IsBound(long chat)
    {
        var moved = store.Moved();
        return parts.Settings.Chats.Any(p => (moved.TryGetValue(p.Chat, out var to) ? to : p.Chat) == chat);
    }

    private bool IsNew(ReceivedUpdate update)
    {
        lock (gate)
        {
            return !underWay.Contains(update.Id);
        }
    }

    private int Count()
    {
        lock (gate)
        {
            return underWay.Count;
        }
    }

    private static string Id(long sender) => sender.ToString(CultureInfo.InvariantCulture);
}
