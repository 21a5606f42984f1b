using System.Globalization;
using System.Text.Json;
using MailUpgrade.Adapters.Telegram.Store;
using MailUpgrade.Adapters.Telegram.Wire;

namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>
/// Hears: polls or is called, keeps what came on disk, and hands it on until it was answered. Outlives whatever the server, the disk or a
/// handler does.
/// </summary>
public sealed class Ears(TelegramParts parts, TelegramStore store, BotApi api, AskedBook asked, EvidenceKeeper evidence, EarsActions actions) : IDisposable
{
    private const string PolledMark = "polled";
    private const string HeardMark = "heard";
    private const int Batch = 100;
    private static readonly TimeSpan QuietWeek = TimeSpan.FromDays(6);

    private readonly TelegramLimits limits = parts.Settings.Limits;
    private readonly SemaphoreSlim news = new(0, 1);
    private UpdateDesk? desk;
    private bool late;

    /// <summary>Why nothing can be heard, or null.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Hears until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var me = await UntilAsync(() => api.CallAsync<TgUser>("getMe", new Nothing(), ct), ct);
        desk = new UpdateDesk(parts, store, api, asked, evidence, actions, new UpdateJudge(me.Id, me.Username ?? "", limits.Stale));
        late = Gap() > limits.Stale;
        await UntilAsync(() => OpenAsync(ct), ct);
        Wake();
        await Task.WhenAll(HandleAsync(ct), parts.Settings.WebhookUrl is null ? PollAsync(ct) : WatchAsync(ct), new CommandMenu(parts, api).ShowAsync(ct));
    }

    /// <summary>Keeps an update that the server brought.</summary>
    public bool TakeFromWebhook(string body)
    {
        try
        {
            using var update = JsonDocument.Parse(body);
            if (update.RootElement.ValueKind == JsonValueKind.Object && IdOf(update.RootElement) is { } id)
            {
                store.Inbox.Receive([(id, body)], null, late);
                Wake();
            }
            return true;
        }
        catch (JsonException)
        {
            // Sent again it would be no better.
            return true;
        }
        catch (Microsoft.Data.Sqlite.SqliteException fault)
        {
            TelegramLog.Deaf(parts.Log, fault.Message, limits.FirstWait);
            return false;
        }
    }

    /// <summary>It was answered for good.</summary>
    public void Done(Asked asked) => desk?.Done(asked);

    /// <inheritdoc/>
    public void Dispose() => news.Dispose();

    private static long? IdOf(JsonElement update) =>
        update.ValueKind == JsonValueKind.Object && update.TryGetProperty("update_id", out var id) && id.TryGetInt64(out var number) ? number : null;

    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        if (parts.Settings.WebhookUrl is { } url)
        {
            return await api.CallAsync<bool>(
                "setWebhook", new SetWebhook(url.AbsoluteUri, parts.Settings.WebhookSecret.Reveal(), BotApi.AllowedUpdates, 40), ct);
        }
        try
        {
            var hook = await api.CallAsync<TgWebhookInfo>("getWebhookInfo", new Nothing(), ct);
            return string.IsNullOrEmpty(hook.Url) || await api.CallAsync<bool>("deleteWebhook", new DeleteWebhook(false), ct);
        }
        catch (TelegramFaultException fault) when (fault is not TelegramRefusedException { Code: 401 })
        {
            // Polling itself says where a webhook stands in its way.
            return true;
        }
    }

    private async Task PollAsync(CancellationToken ct)
    {
        var wait = limits.FirstWait;
        while (true)
        {
            try
            {
                await PollOnceAsync(ct);
                (Trouble, wait) = (null, limits.FirstWait);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                wait = await AfterAsync(fault, wait, ct);
            }
        }
    }

    private async Task PollOnceAsync(CancellationToken ct)
    {
        // After a gap the queue is emptied without waiting: what comes then is of unknown age. What a waiting poll brings is new.
        late |= Gap() > limits.Stale + limits.Poll;
        var quiet = store.Mark(HeardMark) is { } heard && parts.Wire.GetUtcNow() - At(heard) > QuietWeek;
        var begun = parts.Wire.GetTimestamp();
        var updates = await api.CallAsync<List<JsonElement>>(
            "getUpdates", new GetUpdates(quiet ? null : store.Inbox.Offset, Batch, late ? 0 : (int)limits.Poll.TotalSeconds, BotApi.AllowedUpdates),
            limits.Poll + TimeSpan.FromSeconds(10), ct);
        var read = updates.Select(u => (Id: IdOf(u), Body: u.GetRawText())).Where(u => u.Id is not null).Select(u => (u.Id!.Value, u.Body)).ToList();
        store.Inbox.Receive(read, read.Count > 0 ? read.Max(u => u.Value) + 1 : null, late);
        late &= updates.Count >= Batch;
        store.Mark(PolledMark, Now());
        if (updates.Count == 0 && !late && parts.Wire.GetElapsedTime(begun) < limits.FirstWait)
        {
            // A server or proxy that does not wait is not to be asked as fast as it answers.
            await Task.Delay(limits.FirstWait, parts.Wire, ct);
        }
        if (read.Count > 0)
        {
            store.Mark(HeardMark, Now());
            Wake();
        }
    }

    /// <summary>In webhook mode somebody else calls; here it is only seen to that the time of the last contact is known.</summary>
    private async Task WatchAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var hook = await api.CallAsync<TgWebhookInfo>("getWebhookInfo", new Nothing(), ct);
                late &= hook.PendingUpdateCount > 0;
                Trouble = hook.LastErrorDate is { } at && api.ServerNow.ToUnixTimeSeconds() - at < 120 ? $"webhook: {hook.LastErrorMessage}" : null;
                store.Mark(PolledMark, Now());
                await Task.Delay(TimeSpan.FromSeconds(late ? 2 : 30), parts.Wire, ct);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                await AfterAsync(fault, limits.LongestWait / 4, ct);
            }
        }
    }

    private async Task HandleAsync(CancellationToken ct)
    {
        while (true)
        {
            var again = limits.LongestWait;
            try
            {
                again = desk!.Work(ct) ? limits.FirstWait : limits.LongestWait;
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                TelegramLog.Deaf(parts.Log, fault.Message, limits.FirstWait);
                again = limits.FirstWait;
            }
            await news.WaitAsync(again, ct);
        }
    }

    private async Task<T> UntilAsync<T>(Func<Task<T>> call, CancellationToken ct)
    {
        var wait = limits.FirstWait;
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                wait = await AfterAsync(fault, wait, ct);
            }
        }
    }

    /// <summary>Waits as the fault asks for; gives the next wait.</summary>
    private async Task<TimeSpan> AfterAsync(Exception fault, TimeSpan wait, CancellationToken ct)
    {
        Trouble ??= fault.Message;
        var pause = fault is TelegramThrottledException full ? full.RetryAfter : wait;
        if (fault is TelegramRefusedException { Code: 409 } hooked && hooked.Description.Contains("webhook", StringComparison.OrdinalIgnoreCase))
        {
            await OpenAsync(ct);
        }
        else if (fault is TelegramRefusedException { Code: 409 })
        {
            TelegramLog.AnotherPoller(parts.Log, pause);
        }
        else
        {
            TelegramLog.Deaf(parts.Log, fault.Message, pause);
        }
        await Task.Delay(pause, parts.Wire, ct);
        return wait * 2 < limits.LongestWait ? wait * 2 : limits.LongestWait;
    }

    private void Wake()
    {
        if (news.CurrentCount == 0)
        {
            try
            {
                news.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else did.
            }
        }
    }

    /// <summary>Since the server was asked last. Before the first time there is no button that anybody could have pressed.</summary>
    private TimeSpan Gap() => store.Mark(PolledMark) is { } polled ? parts.Wire.GetUtcNow() - At(polled) : TimeSpan.Zero;

    private string Now() => parts.Wire.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string mark) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(mark, CultureInfo.InvariantCulture));
}
