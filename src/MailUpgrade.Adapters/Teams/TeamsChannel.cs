using MailUpgrade.Adapters.Teams.Delivery;
using MailUpgrade.Adapters.Teams.Inbound;
using MailUpgrade.Adapters.Teams.Outbound;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.Teams;

/// <summary>Microsoft Teams as a channel: private chats, group chats and channels of teams, over the Bot Connector protocol.</summary>
public sealed class TeamsChannel : IChatChannel, IDisposable
{
    /// <summary>Name in the journal and in the team file.</summary>
    public const string ChannelName = "teams";

    /// <summary>How long an invoke is kept open for its answer; what takes longer follows as a message.</summary>
    public static readonly TimeSpan InvokePatience = TimeSpan.FromSeconds(2);

    private readonly TeamsParts parts;
    private readonly Dictionary<string, ConversationSender> senders = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<Task> sending = [];
    private readonly Origins origins = new();
    private readonly TaskCompletionSource stopped = new();
    private Func<InboundMessage, Intake> take = _ => Intake.Full;
    private CancellationToken? life;

    /// <param name="parts">What it stands on; disposed with it.</param>
    public TeamsChannel(TeamsParts parts)
    {
        this.parts = parts;
        Receiver = new TeamsIntake(parts, origins, message => take(message), Woken);
        if (parts.Settings.AllowUnsignedOnLoopback)
        {
            TeamsLog.Unsigned(parts.Log);
        }
    }

    /// <inheritdoc/>
    public string Name => ChannelName;

    /// <summary>What the endpoint hands over.</summary>
    public TeamsIntake Receiver { get; }

    /// <inheritdoc/>
    public Task SendAsync(OutboundMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            if (message.ReplyTo is { } asked)
            {
                SendReply(message, asked);
                return Task.CompletedTask;
            }
            return SendToAllAsync(message, ct);
        }
        catch (Microsoft.Data.Sqlite.SqliteException full)
        {
            throw new ChannelDownException("teams.db does not take messages", full);
        }
    }

    /// <inheritdoc/>
    public Task AnsweredAsync(InboundMessage asked, OutboundMessage? answer, CancellationToken ct)
    {
        var origin = origins.Find(asked.MessageId);
        if (origin?.Pressed is { } pressed && answer is not null)
        {
            ClosePressed(origin, pressed, answer);
        }
        if (origin?.Answer is { } waits && waits.TrySetResult(answer) && answer?.Buttons.Count is null or 0)
        {
            // The presser has read it; for everybody else the card itself says what was decided.
            return Task.CompletedTask;
        }
        return answer is null ? Task.CompletedTask : SendAsync(answer, ct);
    }

    /// <inheritdoc/>
    public async Task ListenAsync(Func<InboundMessage, Intake> take, CancellationToken ct)
    {
        this.take = take;
        lock (gate)
        {
            life = ct;
            sending.AddRange(senders.Values.Select(s => s.RunAsync(ct)));
        }
        foreach (var conversation in parts.Store.Awaited())
        {
            SenderOf(conversation);
        }
        await stopped.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] all;
        lock (gate)
        {
            all = [.. sending];
        }
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChannelFinding>> ExamineAsync(CancellationToken ct) => new TeamsExamination(parts).RunAsync(ct);

    /// <inheritdoc/>
    public void Dispose()
    {
        stopped.TrySetResult();
        parts.Dispose();
    }

    /// <summary>A second tap that was given is not offered again.</summary>
    private void ClosePressed(Origin origin, LiveButton pressed, OutboundMessage answer)
    {
        if (!pressed.Key.StartsWith("reply:", StringComparison.Ordinal) || answer.Buttons.Count > 0)
        {
            return;
        }
        var bare = Conversation.BareId(origin.Place);
        // It may be pressed before Teams has answered that it was taken.
        if (parts.Store.Said(bare, "", pressed.Key) is var (place, answers, shown))
        {
            var closed = shown with { Buttons = OutboundMessage.NoButtons, Lines = [.. shown.Lines.Take(1), .. answer.Lines] };
            parts.Store.Add(bare, "", place, answers, closed);
            SenderOf(bare).Wake();
        }
    }

    private void SendReply(OutboundMessage message, string asked)
    {
        if (origins.Find(asked) is not { } origin)
        {
            return;
        }
        var bare = Conversation.BareId(origin.Place);
        parts.Store.Add(bare, "", origin.Place, origin.Activity, message);
        SenderOf(bare).Wake();
    }

    private async Task SendToAllAsync(OutboundMessage message, CancellationToken ct)
    {
        var targets = message.To is { } one ? await PrivateAsync([one], ct) : parts.Settings.Chats.Count > 0
            ? parts.Settings.Chats : await PrivateAsync([.. parts.Team().People.Select(p => p.Id)], ct);
        var all = targets.Select(SenderOf).ToList();
        // Asked before they can find it: a first attempt that is not taken at once is tried again, and says nothing of whether anybody is reached.
        var allDown = all.Count > 0 && all.TrueForAll(s => s.IsDown);
        foreach (var target in targets)
        {
            parts.Store.Add(target, parts.Run(), "", "", message);
        }
        all.ForEach(s => s.Wake());
        if (allDown)
        {
            // It is kept and will go out; that nobody can be reached now must be known to the other channels.
            throw new ChannelDownException("no conversation of Teams takes messages now");
        }
    }

    /// <summary>Private conversations of people of the team: known ones, or opened where the bot has met their tenant.</summary>
    private async Task<IReadOnlyList<string>> PrivateAsync(IReadOnlyList<string> people, CancellationToken ct)
    {
        var known = parts.Store.Conversations();
        var found = new List<string>();
        foreach (var identity in people.Select(parts.Team().Find).OfType<Person>().Select(p => parts.IdentitiesOf(p) is [var newest, ..] ? newest : null).OfType<string>())
        {
            var tenant = parts.Identity.TenantOf(identity);
            if (known.FirstOrDefault(c => c.Kind == Conversation.Personal && c.Person == identity) is { } open)
            {
                found.Add(open.Id);
            }
            else if (known.FirstOrDefault(c => c.Tenant.Equals(tenant, StringComparison.OrdinalIgnoreCase)) is { } met)
            {
                await OpenAsync(met, identity, found, ct);
            }
        }
        return found;
    }

    private async Task OpenAsync(Conversation met, string identity, List<string> found, CancellationToken ct)
    {
        try
        {
            var id = await parts.Connector.OpenPersonalAsync(met.ServiceUrl, met.Tenant, TeamsIdentity.ObjectIdOf(identity), ct);
            if (id.Length > 0)
            {
                parts.Store.Note(new Conversation(id, Conversation.Personal, met.ServiceUrl, met.Tenant, identity, ""));
                found.Add(id);
            }
        }
        catch (ConnectorFaultException fault)
        {
            // The app is not installed for them: the others are told all the same.
            TeamsLog.Stopped(parts.Log, identity, fault.Message);
        }
    }

    private void Woken(string conversation)
    {
        parts.Store.TryAgain(conversation);
        SenderOf(conversation).Wake();
    }

    private ConversationSender SenderOf(string conversation)
    {
        lock (gate)
        {
            if (!senders.TryGetValue(conversation, out var sender))
            {
                senders[conversation] = sender = new ConversationSender(
                    conversation, parts.Store, parts.Connector, parts.Maker, (place, key, id) => parts.Receipt(ChannelName, place, key, id), parts.Wire, parts.Log);
                if (life is { } ct)
                {
                    sending.Add(sender.RunAsync(ct));
                }
            }
            return sender;
        }
    }
}
