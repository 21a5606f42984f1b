using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Adapters.Teams.Delivery;
using MailUpgrade.Adapters.Teams.Inbound;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using Microsoft.Data.Sqlite;

namespace MailUpgrade.Adapters.Teams;

/// <summary>
/// What comes in: token, then whom and what the bot hears, then a message for the queue. Only typed messages and presses are acted on;
/// edits, deletions, reactions and whatever else Teams tells are answered and forgotten. Safe for several requests at a time.
/// </summary>
public sealed class TeamsIntake
{
    /// <summary>Older messages and presses are not acted on. Wire clock against the time that the service gave them.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    private const string PressName = "adaptiveCard/action";
    private readonly TeamsParts parts;
    private readonly Origins origins;
    private readonly Func<InboundMessage, Intake> take;
    private readonly Action<string> wake;

    internal TeamsIntake(TeamsParts parts, Origins origins, Func<InboundMessage, Intake> take, Action<string> wake) =>
        (this.parts, this.origins, this.take, this.wake) = (parts, origins, take, wake);

    /// <summary>Receives a request. Answers within <see cref="TeamsChannel.InvokePatience"/> and a token check.</summary>
    public async Task<TeamsAnswer> ReceiveAsync(TeamsRequest request, CancellationToken ct)
    {
        var (token, no) = await parts.Gate.AuthenticateAsync(request, ct);
        if (no is not null)
        {
            return NotHeard(no);
        }
        if (ActivityReader.Read(request.Body) is not { } activity)
        {
            return new TeamsAnswer(400);
        }
        if (parts.Gate.Judge(activity, token) is { } refused)
        {
            return NotHeard(refused);
        }
        try
        {
            return await HearAsync(activity, ct);
        }
        catch (SqliteException full)
        {
            TeamsLog.SenderFault(parts.Log, activity.ConversationId, full);
            return new TeamsAnswer(503);
        }
    }

    private TeamsAnswer NotHeard(GateRefusal no)
    {
        TeamsLog.NotHeard(parts.Log, (int)no.Status, no.Why);
        return new TeamsAnswer((int)no.Status);
    }

    private async Task<TeamsAnswer> HearAsync(Activity activity, CancellationToken ct)
    {
        if (activity.ConversationId.Length == 0)
        {
            return TeamsAnswer.Ok;
        }
        Note(activity);
        return activity.Type switch
        {
            "message" when activity.Pressed.Length > 0 && activity.Text.Length == 0 => await PressAsync(activity, waits: false, ct),
            "message" => Say(activity),
            "invoke" when activity.Name == PressName => await PressAsync(activity, waits: true, ct),
            "invoke" => TeamsAnswer.Error(400, "NotSupported", "this bot has no such action"),
            _ => TeamsAnswer.Ok,
        };
    }

    /// <summary>Where it can be answered later, or that it cannot be any more. May be told twice.</summary>
    private void Note(Activity activity)
    {
        var bare = Conversation.BareId(activity.ConversationId);
        var left = (activity.Type == "installationUpdate" && activity.Action.StartsWith("remove", StringComparison.Ordinal))
            || activity.MembersRemoved.Contains(activity.Recipient.Id);
        var person = activity.ConversationType == Conversation.Personal ? parts.Identity.Of(activity.Tenant, activity.From.ObjectId) ?? "" : "";
        if (activity.Type is "message" or "invoke" or "installationUpdate" or "conversationUpdate"
            && (person.Length > 0 || activity.ConversationType is Conversation.GroupChat or Conversation.Channel))
        {
            var wasStopped = parts.Store.Find(bare) is null or { Stopped.Length: > 0 };
            parts.Store.Note(new Conversation(bare, activity.ConversationType, activity.ServiceUrl, activity.Tenant, person, ""));
            if (left)
            {
                parts.Store.Stop(bare, "the app was removed");
            }
            else if (wasStopped)
            {
                wake(bare);
                foreach (var waiting in parts.Store.Awaited())
                {
                    wake(waiting);
                }
            }
        }
    }

    private TeamsAnswer Say(Activity activity)
    {
        if (SpokenText.Of(activity) is not { Length: > 0 } text || activity.Id.Length == 0)
        {
            return TeamsAnswer.Ok;
        }
        if (parts.Identity.Of(activity.Tenant, activity.From.ObjectId) is not { } sender)
        {
            return text.StartsWith('/') ? Tell(activity, TeamsTexts.Nobody) : TeamsAnswer.Ok;
        }
        if (IsOld(activity))
        {
            return text.StartsWith('/') ? Tell(activity, TeamsTexts.TooOld) : TeamsAnswer.Ok;
        }
        var message = Inbound(activity, sender, text, null);
        origins.Keep(message.MessageId, new Origin(activity.ConversationId, activity.Id, null, null));
        return take(message) == Intake.Full ? new TeamsAnswer(503) : TeamsAnswer.Ok;
    }

    private async Task<TeamsAnswer> PressAsync(Activity activity, bool waits, CancellationToken ct)
    {
        if (parts.Identity.Of(activity.Tenant, activity.From.ObjectId) is not { } sender)
        {
            return Tell(activity, TeamsTexts.Nobody);
        }
        if (IsOld(activity))
        {
            return Tell(activity, TeamsTexts.TooOld);
        }
        // What the card brings back is only a number to look up: it counts where it was shown and as long as it is shown.
        if (activity.Id.Length == 0 || parts.Store.Buttons.Find(activity.Pressed) is not { } pressed
            || pressed.Conversation != Conversation.BareId(activity.ConversationId))
        {
            return Tell(activity, Core.Chat.Texts.RefusalTexts.Of(Core.Runs.RefusalCodes.Stale));
        }
        var message = Inbound(activity, sender, pressed.Button.Command, pressed.Button.Press);
        var origin = origins.Keep(message.MessageId, new Origin(
            activity.ConversationId, activity.ReplyToId, pressed, waits ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null));
        return take(message) switch
        {
            Intake.Full => waits ? Words(TeamsTexts.Busy) : new TeamsAnswer(503),
            Intake.Known when !waits || origin.Answer is not { Task.IsCompleted: true } => waits ? Words(TeamsTexts.Again) : TeamsAnswer.Ok,
            _ => waits && origin.Answer is { } answer ? await AnswerAsync(answer, ct) : TeamsAnswer.Ok,
        };
    }

    /// <summary>The decision itself where it is there in time; else that it follows. Never neither.</summary>
    private async Task<TeamsAnswer> AnswerAsync(TaskCompletionSource<OutboundMessage?> answer, CancellationToken ct)
    {
        try
        {
            await answer.Task.WaitAsync(TeamsChannel.InvokePatience, parts.Wire, ct);
        }
        catch (TimeoutException)
        {
            // Whoever sets it first has the word: an answer that comes now goes out as a message.
            answer.TrySetResult(null);
            return Words(TeamsTexts.Late);
        }
        return await answer.Task switch
        {
            null => Words(TeamsTexts.Late),
            { Buttons.Count: > 0 } => Words(TeamsTexts.SeeBelow),
            var said => TeamsAnswer.Words(string.Join('\n', said.Lines)),
        };
    }

    private bool IsOld(Activity activity) => activity.Timestamp is { } at && parts.Wire.GetUtcNow() - at > Oldest;

    private InboundMessage Inbound(Activity activity, string sender, string text, ButtonPress? press) => new(
        TeamsChannel.ChannelName, IdOf(activity), sender, text, press, parts.Wire.GetUtcNow())
    {
        IsPrivate = activity.ConversationType == Conversation.Personal,
    };

    /// <summary>Ids of activities are unique in a conversation only.</summary>
    internal static string IdOf(string conversation, string activity) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversation}\n{activity}")))[..20];

    private static string IdOf(Activity activity) => IdOf(activity.ConversationId, activity.Id);

    private TeamsAnswer Words(LocalText text) => TeamsAnswer.Words(text.In(parts.Language()));

    private TeamsAnswer Tell(Activity activity, Core.Chat.Texts.RefusalText refusal) =>
        Tell(activity, [refusal.Rule.In(parts.Language()), $"{refusal.Next.In(parts.Language())} [{refusal.Code}]"], refusal.Code);

    private TeamsAnswer Tell(Activity activity, LocalText text) => Tell(activity, [text.In(parts.Language())], null);

    /// <summary>Says something that no run had to be asked about: to the presser alone, or as an answer.</summary>
    private TeamsAnswer Tell(Activity activity, IReadOnlyList<string> lines, string? code)
    {
        if (activity.Type == "invoke")
        {
            return TeamsAnswer.Words(string.Join('\n', lines));
        }
        var bare = Conversation.BareId(activity.ConversationId);
        var key = string.Create(CultureInfo.InvariantCulture, $"reply:teams:{IdOf(activity)}");
        var message = new OutboundMessage(key, MessageKind.Reply, false, null, lines, OutboundMessage.NoButtons, null) { RefusalCode = code };
        parts.Store.Add(bare, "", activity.ConversationId, activity.Type == "message" && activity.Text.Length > 0 ? activity.Id : activity.ReplyToId, message);
        wake(bare);
        return TeamsAnswer.Ok;
    }
}
