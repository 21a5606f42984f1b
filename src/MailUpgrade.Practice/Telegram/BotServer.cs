using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Practice.Telegram;

/// <summary>
/// A Bot API server of one bot on loopback: strict about the protocol, with people and faults that tests and drills move. It is no model
/// of Telegram's own delays; a real bot library runs against it, so that it is not judged by our client alone.
/// </summary>
public sealed class BotServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly BotMethods methods;
    private readonly TimeProvider wire;
    private readonly HttpClient hook = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly CancellationTokenSource over = new();
    private readonly List<(string Method, JsonNode Body)> calls = [];
    private CancellationTokenSource poller = new();

    private BotServer(string token, TimeProvider wire)
    {
        (Token, this.wire) = (token, wire);
        World = new BotWorld(wire);
        Rates = new BotRates(wire);
        methods = new BotMethods(World, Rates);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel((KestrelServerOptions k) => k.AddServerHeader = false);
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(HandleAsync);
    }

    /// <summary>Token of the bot.</summary>
    public string Token { get; }

    /// <summary>People, chats, messages.</summary>
    public BotWorld World { get; }

    /// <summary>Limits.</summary>
    public BotRates Rates { get; }

    /// <summary>Address for <c>Telegram:ApiBase</c>.</summary>
    public Uri Url => new(app.Urls.First());

    /// <summary>What happens to a call, by its method; asked at each.</summary>
    public Func<string, BotFault> Faults { get; set; } = _ => BotFault.None;

    /// <summary>What the answer to a call waits for once it is done, by its method.</summary>
    public Func<string, Task> Answering { get; set; } = _ => Task.CompletedTask;

    /// <summary>The server does not answer while this holds.</summary>
    public Func<bool> IsDown { get; set; } = () => false;

    /// <summary>Calls as they came, for those who look at the protocol; the bodies of the last 20,000.</summary>
    public IReadOnlyList<(string Method, JsonNode Body)> Calls
    {
        get
        {
            lock (calls)
            {
                return [.. calls];
            }
        }
    }

    /// <summary>Starts a server on a free port.</summary>
    public static async Task<BotServer> StartAsync(TimeProvider wire, string token = "8000000001:practice-token-of-nobody_0123456789")
    {
        var server = new BotServer(token, wire);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Brings what waits to the webhook, as the real one does: again until it is taken.</summary>
    public async Task<int> CallWebhookAsync(string? secret = null, CancellationToken ct = default)
    {
        var taken = 0;
        foreach (var update in World.Updates(null, 100, methods.Allowed))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, methods.Webhook) { Content = new StringContent(update.ToJsonString(), Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret ?? methods.WebhookSecret);
            using var answer = await hook.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode)
            {
                return taken;
            }
            World.Updates((long)update["update_id"]! + 1, 0, null);
            taken++;
        }
        return taken;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        hook.Dispose();
        poller.Dispose();
        over.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (IsDown())
        {
            http.Abort();
            return;
        }
        if (World.Ahead != TimeSpan.Zero)
        {
            http.Response.Headers.Date = World.Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        }
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith($"/file/bot{Token}/photos/", StringComparison.Ordinal))
        {
            await FileAsync(http, Path.GetFileNameWithoutExtension(path));
            return;
        }
        if (!path.StartsWith($"/bot{Token}/", StringComparison.Ordinal))
        {
            await SayAsync(http, No(new BotRefusal(path.StartsWith("/bot", StringComparison.Ordinal) ? 401 : 404, "Unauthorized")), 401, BotFault.None);
            return;
        }
        var method = path[(path.LastIndexOf('/') + 1)..];
        var fault = Faults(method);
        if (!await SpoiltAsync(http, fault))
        {
            await CallAsync(http, method, fault);
        }
    }

    private async Task CallAsync(HttpContext http, string method, BotFault fault)
    {
        try
        {
            var parameters = await BotParameters.ReadAsync(http.Request, http.RequestAborted);
            Keep(method, parameters);
            var result = method.Equals("getUpdates", StringComparison.OrdinalIgnoreCase)
                ? await PollAsync(parameters, http.RequestAborted) : methods.Do(method, parameters);
            await Answering(method).WaitAsync(http.RequestAborted);
            await SayAsync(http, new JsonObject { ["ok"] = true, ["result"] = result }, 200, fault);
        }
        catch (BotRefusal no)
        {
            await SayAsync(http, No(no), no.Code, fault);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
    }

    private async Task<JsonNode> PollAsync(BotParameters p, CancellationToken ct)
    {
        methods.Polls(p);
        var mine = new CancellationTokenSource();
        await Interlocked.Exchange(ref poller, mine).CancelAsync();
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ct, mine.Token, over.Token);
        var limit = p.Has("limit") ? (int)Math.Clamp(p.Long("limit"), 1, 100) : 100;
        long? offset = p.Has("offset") ? p.Long("offset") : null;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(p.Has("timeout") ? p.Long("timeout") : 0), wire);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(any.Token, patience.Token);
        while (true)
        {
            var change = World.Changed;
            var found = World.Updates(offset, limit, methods.Allowed);
            if (found.Count > 0 || patience.IsCancellationRequested)
            {
                return new JsonArray([.. found.Select(u => u.DeepClone())]);
            }
            try
            {
                await change.WaitAsync(end.Token);
            }
            catch (OperationCanceledException) when (mine.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                throw new BotRefusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !any.IsCancellationRequested)
            {
                // The time is over: an empty answer.
            }
        }
    }

    private static JsonObject No(BotRefusal no)
    {
        var body = new JsonObject { ["ok"] = false, ["error_code"] = no.Code, ["description"] = no.Message };
        if (no.RetryAfter is not null || no.MigrateTo is not null)
        {
            var parameters = new JsonObject();
            if (no.RetryAfter is { } seconds)
            {
                parameters["retry_after"] = seconds;
            }
            if (no.MigrateTo is { } to)
            {
                parameters["migrate_to_chat_id"] = to;
            }
            body["parameters"] = parameters;
        }
        return body;
    }

    private async Task<bool> SpoiltAsync(HttpContext http, BotFault fault)
    {
        switch (fault)
        {
            case BotFault.TooMany:
                await SayAsync(http, No(new BotRefusal(429, "Too Many Requests: retry after 1", 1)), 429, BotFault.None);
                return true;
            case BotFault.Error:
                await SayAsync(http, No(new BotRefusal(500, "Internal Server Error")), 500, BotFault.None);
                return true;
            case BotFault.BadGateway:
                http.Response.StatusCode = 502;
                await http.Response.WriteAsync("<html><body>502 Bad Gateway</body></html>");
                return true;
            case BotFault.Silence:
                await Task.WhenAny(Task.Delay(Timeout.Infinite, http.RequestAborted), Task.Delay(Timeout.Infinite, over.Token));
                return true;
            case BotFault.Cut:
                http.Abort();
                return true;
            default:
                return false;
        }
    }

    private static async Task SayAsync(HttpContext http, JsonObject body, int status, BotFault fault)
    {
        var text = body.ToJsonString();
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        if (fault == BotFault.HalfAnswer)
        {
            http.Response.ContentLength = Encoding.UTF8.GetByteCount(text);
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text[..(text.Length / 2)]));
            await http.Response.Body.FlushAsync();
            http.Abort();
            return;
        }
        await http.Response.WriteAsync(text);
    }

    private async Task FileAsync(HttpContext http, string id)
    {
        if (World.Files.TryGetValue(id, out var bytes))
        {
            await http.Response.Body.WriteAsync(bytes);
            return;
        }
        http.Response.StatusCode = 404;
    }

    private void Keep(string method, BotParameters parameters)
    {
        lock (calls)
        {
            calls.Add((method, parameters.AsJson()));
            if (calls.Count > 20_000)
            {
                calls.RemoveRange(0, 1000);
            }
        }
    }
}
