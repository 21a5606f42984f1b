using System.Text.Json;
using MailUpgrade.Adapters.WebChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>
/// One reader's live link: messages at once, the board at most every half second when it looks different, a ping every 15 s.
/// A reader that does not keep up is let go; it comes back and asks for what it missed.
/// </summary>
internal sealed class EventStream(WebChatSurface surface, PersonaGate gate)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private const int BeatsPerBoard = 10;
    private const int BeatsPerPing = 30;

    private readonly SharedBoards boards = new(surface);

    public async Task ServeAsync(HttpContext http)
    {
        if (gate.RefuseReading(http) is { } no)
        {
            await no.In(surface.Setting().Language).ExecuteAsync(http);
            return;
        }
        // A service that is told to stop does not wait for its readers: they come back to the next one by themselves.
        var life = http.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var ct = over.Token;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var listener = surface.Channel.Room.Listen();
        using var timer = new PeriodicTimer(Beat, surface.WireClock);
        try
        {
            await http.Response.WriteAsync(": here\n\n", ct);
            await http.Response.Body.FlushAsync(ct);
            await LoopAsync(http, listener, timer, ct);
        }
        catch (OperationCanceledException)
        {
            // The reader went away, or the service does.
        }
    }

    private async Task LoopAsync(HttpContext http, WebSubscription listener, PeriodicTimer timer, CancellationToken ct)
    {
        var told = new Told(-1, -1, "");
        var beats = 0;
        var news = listener.Changes.WaitToReadAsync(ct).AsTask();
        var beat = timer.WaitForNextTickAsync(ct).AsTask();
        while (true)
        {
            await Task.WhenAny(news, beat);
            if (news.IsCompleted)
            {
                if (!await news)
                {
                    return;
                }
                while (listener.Changes.TryRead(out var message))
                {
                    if (gate.Reader(http).IsWall)
                    {
                        continue;
                    }
                    await TellAsync(http, "message", MessageJson.Of(message, surface.Setting().Zone, forDrill: false), ct);
                }
                news = listener.Changes.WaitToReadAsync(ct).AsTask();
            }
            if (beat.IsCompleted)
            {
                await beat;
                beat = timer.WaitForNextTickAsync(ct).AsTask();
                if (gate.RefuseReading(http) is not null)
                {
                    return;
                }
                told = await BoardAsync(http, told, force: beats % BeatsPerBoard == 0, ct);
                if (++beats % BeatsPerPing == 0)
                {
                    await TellAsync(http, "ping", new { }, ct);
                }
            }
            await http.Response.Body.FlushAsync(ct);
        }
    }

    /// <summary>The clock moves without anybody raising a change: every tenth beat the board is compared anyway.</summary>
    private async Task<Told> BoardAsync(HttpContext http, Told told, bool force, CancellationToken ct)
    {
        var (version, rev) = (surface.BoardChanged.Version, surface.Channel.Room.Rev);
        if (!force && (version, rev) == (told.Version, told.Rev))
        {
            return told;
        }
        var board = boards.For(gate.Reader(http));
        if (board != told.Board)
        {
            await http.Response.WriteAsync($"event: board\ndata: {board}\n\n", ct);
        }
        return new Told(version, rev, board);
    }

    private static Task TellAsync(HttpContext http, string name, object what, CancellationToken ct) =>
        http.Response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(what, WebJson.Options)}\n\n", ct);

    private sealed record Told(long Version, long Rev, string Board);
}
