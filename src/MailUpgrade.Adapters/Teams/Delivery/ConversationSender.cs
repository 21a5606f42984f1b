using MailUpgrade.Adapters.Teams.Outbound;
using MailUpgrade.Core.Chat;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.Teams.Delivery;

/// <summary>
/// Brings one conversation its messages, one at a time and within its rates: what needs a person first, then in the order in which
/// they were said. Nothing is dropped: what fails is tried again, what is not digested goes out without a card, then waits.
/// </summary>
internal sealed class ConversationSender(
    string conversation, TeamsStore store, ConnectorClient connector, ActivityMaker maker, Action<string, string, string> receipt,
    TimeProvider wire, ILogger log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AsideFor = TimeSpan.FromMinutes(1);

    private readonly SendRate rate = new(wire);
    private readonly Lock gate = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan wait = FirstWait;
    private DateTimeOffset asideTried;
    private bool neverHeard;

    /// <summary>Its last call was not taken.</summary>
    public bool IsDown { get; private set; }

    /// <summary>There may be more to send, or somebody is back.</summary>
    public void Wake()
    {
        lock (gate)
        {
            more.TrySetResult();
        }
    }

    /// <summary>Sends until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                more = more.Task.IsCompleted ? new(TaskCreationOptions.RunContinuationsAsynchronously) : more;
                next = more.Task;
            }
            try
            {
                if (await StepAsync(ct))
                {
                    continue;
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                // A full disk, a text that nobody foresaw: the other messages and the other conversations go on.
                TeamsLog.SenderFault(log, conversation, fault);
                await Task.Delay(LongestWait, wire, ct);
                continue;
            }
            await next.WaitAsync(ct);
        }
    }

    /// <summary>One message, or one wait. False where nothing can be done until somebody wakes it.</summary>
    private async Task<bool> StepAsync(CancellationToken ct)
    {
        if (store.Next(conversation) is not { } item)
        {
            return false;
        }
        if (store.FindOrInfer(conversation) is not { Stopped.Length: 0 } place)
        {
            if (!neverHeard && store.Find(conversation) is null)
            {
                neverHeard = true;
                TeamsLog.NeverHeard(log, conversation);
            }
            return false;
        }
        if (rate.Wait(Hurries(item.Message)) is { } free && free > TimeSpan.Zero)
        {
            await PauseAsync(free, ct);
            return true;
        }
        try
        {
            rate.Count();
            await DeliverAsync(place, item, ct);
            (wait, IsDown) = (FirstWait, false);
            if (wire.GetUtcNow() - asideTried > AsideFor)
            {
                asideTried = wire.GetUtcNow();
                store.TryAgain(conversation);
            }
        }
        catch (ConnectorFaultException fault)
        {
            await TakeAsync(fault, item, ct);
        }
        return true;
    }

    private async Task TakeAsync(ConnectorFaultException fault, Outgoing item, CancellationToken ct)
    {
        switch (fault.Fault)
        {
            case ConnectorFault.Down:
                IsDown = true;
                var asked = fault.RetryAfter is { } after && after > TimeSpan.Zero ? (after < LongestAsked ? after : LongestAsked) : TimeSpan.Zero;
                var delay = asked > wait ? asked : Jittered(wait);
                TeamsLog.Down(log, conversation, fault.Message, delay);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                await Task.Delay(delay, wire, ct);
                break;
            case ConnectorFault.Stopped:
                TeamsLog.Stopped(log, conversation, fault.Message);
                store.Stop(conversation, fault.Message);
                IsDown = true; // last: who sees it and brings the app back finds the conversation stopped, and wakes it
                break;
            default:
                TeamsLog.NotTaken(log, item.Message.Key, conversation, fault.Message);
                store.Postpone(item);
                break;
        }
    }

    private async Task DeliverAsync(Conversation place, Outgoing item, CancellationToken ct)
    {
        var before = store.PostedAs(conversation, item.Run, item.Message.Key);
        var ids = store.Buttons.Bind(item);
        if (before is { ActivityId.Length: > 0 } && await TryEditAsync(place, item, before, ids, ct))
        {
            store.Delivered(item, before);
            return;
        }
        var posted = await PostAsync(place, item, ids, ct);
        store.Delivered(item, posted);
        receipt(posted.Place, item.Message.Key, posted.ActivityId);
    }

    private async Task<bool> TryEditAsync(Conversation place, Outgoing item, Posted before, IReadOnlyList<string> ids, CancellationToken ct)
    {
        try
        {
            var activity = maker.Make(item, ids, isNew: false, place.Kind == Conversation.Personal);
            activity["id"] = before.ActivityId;
            await connector.UpdateAsync(place.ServiceUrl, before.Place, before.ActivityId, activity, ct);
            return true;
        }
        catch (ConnectorFaultException gone) when (gone.Fault == ConnectorFault.Gone)
        {
            return false;
        }
    }

    private async Task<Posted> PostAsync(Conversation place, Outgoing item, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var activity = maker.Make(item, ids, isNew: true, place.Kind == Conversation.Personal);
        if (item.Place.Length > 0)
        {
            return await PostToAsync(item.Place, item.AnswersActivity.Length > 0 ? item.AnswersActivity : null);
        }
        if (place.Kind != Conversation.Channel)
        {
            return await PostToAsync(place.Id, null);
        }
        if (store.ThreadRoot(conversation, item.Run) is { } root)
        {
            return await PostToAsync(Conversation.ThreadId(place.Id, root), null);
        }
        var (thread, message) = await connector.BeginThreadAsync(place.ServiceUrl, place.Id, place.Tenant, activity, ct);
        var begun = Conversation.RootOf(thread) is { Length: > 0 } named ? named : message;
        if (begun.Length > 0)
        {
            store.BeginThread(conversation, item.Run, begun);
        }
        return new Posted(message.Length > 0 ? message : begun, Conversation.ThreadId(place.Id, begun), item.Message);

        async Task<Posted> PostToAsync(string id, string? answers) =>
            new(await connector.PostAsync(place.ServiceUrl, id, answers, activity, ct), id, item.Message);
    }

    /// <summary>A decision that comes meanwhile does not wait for the turn of what need not hurry.</summary>
    private async Task PauseAsync(TimeSpan free, CancellationToken ct)
    {
        Task woken;
        lock (gate)
        {
            woken = more.Task;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await await Task.WhenAny(Task.Delay(free, wire, either.Token), woken);
        await either.CancelAsync();
    }

    private static bool Hurries(OutboundMessage message) => message.Rings || message.Kind is MessageKind.Reply or MessageKind.Decision;

    private static TimeSpan Jittered(TimeSpan wait) => wait * (0.5 + (Random.Shared.NextDouble() / 2));
}
