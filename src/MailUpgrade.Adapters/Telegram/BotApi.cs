using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailUpgrade.Adapters.Telegram.Wire;

namespace MailUpgrade.Adapters.Telegram;

/// <summary>
/// The methods of the Bot API that are used here. The token stands in every address, so no address ever leaves this class: not in a log,
/// not in an exception. Source: https://core.telegram.org/bots/api, making requests.
/// </summary>
public sealed class BotApi : IDisposable
{
    /// <summary>Kinds of updates that are asked for; edits only to be refused on purpose.</summary>
    public static readonly IReadOnlyList<string> AllowedUpdates = ["message", "edited_message", "callback_query", "my_chat_member"];

    private const int LongestAnswer = 8 * 1024 * 1024;

    private readonly HttpClient http;
    private readonly string root;
    private readonly string files;
    private readonly string token;
    private readonly TimeProvider wire;
    private readonly TelegramLimits limits;

    /// <summary>A client. It opens nothing by itself.</summary>
    public BotApi(TelegramSettings settings, TimeProvider wire, HttpMessageHandler? handler = null)
    {
        (this.wire, limits, token) = (wire, settings.Limits, settings.Token.Reveal());
        var address = settings.ApiBase.AbsoluteUri.TrimEnd('/');
        (root, files) = ($"{address}/bot{token}/", $"{address}/file/bot{token}/");
        http = new HttpClient(new ResetConnections(handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10), UseCookies = false }))
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    /// <summary>How far the server's clock is before ours, by its last answer: ages are told by the server's clock, ours may be wrong.</summary>
    public TimeSpan ServerAhead { get; private set; }

    /// <summary>The server's clock.</summary>
    public DateTimeOffset ServerNow => wire.GetUtcNow() + ServerAhead;

    /// <summary>Calls a method.</summary>
    /// <exception cref="TelegramFaultException">By its type: again, later, or never.</exception>
    public Task<T> CallAsync<T>(string method, object body, CancellationToken ct) => CallAsync<T>(method, body, limits.Call, ct);

    /// <summary>The same; waits for the answer as long as is said.</summary>
    public async Task<T> CallAsync<T>(string method, object body, TimeSpan patience, CancellationToken ct)
    {
        using var content = JsonContent.Create(body, body.GetType(), options: TelegramJson.Options);
        return await AskAsync<T>(method, content, patience, ct);
    }

    /// <summary>Sends a file.</summary>
    public async Task<TgMessage> SendDocumentAsync(
        TelegramPlace place, string name, ReadOnlyMemory<byte> bytes, string caption, long? replyTo, bool silent, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(FormattableString.Invariant($"{place.Chat}")), "chat_id");
        if (place.Topic is { } topic)
        {
            form.Add(new StringContent(FormattableString.Invariant($"{topic}")), "message_thread_id");
        }
        form.Add(new StringContent(caption), "caption");
        form.Add(new StringContent(silent ? "true" : "false"), "disable_notification");
        if (replyTo is { } answered)
        {
            form.Add(new StringContent(JsonSerializer.Serialize(new ReplyParameters(answered, true), TelegramJson.Options)), "reply_parameters");
        }
        form.Add(new ReadOnlyMemoryContent(bytes), "document", name);
        return await AskAsync<TgMessage>("sendDocument", form, limits.Call * 4, ct);
    }

    /// <summary>Gets a file that people sent; at most 20 MB come this way.</summary>
    public async Task<byte[]> DownloadAsync(string path, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limits.Call * 4);
        try
        {
            using var answer = await http.GetAsync(new Uri(files + path), HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return answer.IsSuccessStatusCode ? await ReadAsync(answer, 20 * 1024 * 1024, patience.Token)
                : throw new TelegramUnreachableException($"file: HTTP {(int)answer.StatusCode}");
        }
        catch (Exception fault) when (IsOfTheWire(fault) && !ct.IsCancellationRequested)
        {
            throw new TelegramUnreachableException($"file: {Clean(fault.Message)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static bool IsOfTheWire(Exception fault) => fault is HttpRequestException or IOException or OperationCanceledException or JsonException;

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, int longest, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, ct) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
            if (read.Length > longest)
            {
                throw new TelegramRefusedException(413, "the file is larger than 20 MB", null);
            }
        }
        return read.ToArray();
    }

    private async Task<T> AskAsync<T>(string method, HttpContent content, TimeSpan limit, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        try
        {
            using var answer = await http.PostAsync(new Uri(root + method), content, patience.Token);
            if (answer.Headers.Date is { } date)
            {
                ServerAhead = date - wire.GetUtcNow();
            }
            var body = await answer.Content.ReadFromJsonAsync<Answered<T>>(TelegramJson.Options, patience.Token);
            return Judge(method, answer.StatusCode, body);
        }
        catch (Exception fault) when (IsOfTheWire(fault) && !ct.IsCancellationRequested)
        {
            throw new TelegramUnreachableException($"{method}: {(fault is OperationCanceledException ? $"no answer in {limit.TotalSeconds:0} s" : Clean(fault.Message))}");
        }
    }

    private T Judge<T>(string method, HttpStatusCode status, Answered<T>? body)
    {
        var code = body?.ErrorCode ?? (int)status;
        var said = $"{method}: {Clean(body?.Description ?? "no words")}";
        return body switch
        {
            { Ok: true, Result: { } result } => result,
            { Ok: false } when code == 429 => throw new TelegramThrottledException(said, TimeSpan.FromSeconds(Math.Clamp(body.Parameters?.RetryAfter ?? 5, 1, 3600))),
            { Ok: false } when code is >= 400 and < 500 => throw new TelegramRefusedException(code, said, body.Parameters?.MigrateToChatId),
            _ => throw new TelegramUnreachableException($"{said} (HTTP {(int)status})"),
        };
    }

    /// <summary>Whatever words come from elsewhere: the token is not in them.</summary>
    private string Clean(string words) => token.Length == 0 ? words : words.Replace(token, "***", StringComparison.Ordinal);

    private sealed record Answered<T>(bool Ok, T? Result, int? ErrorCode, string? Description, Parameters? Parameters);

    private sealed record Parameters([property: JsonPropertyName("retry_after")] int? RetryAfter, [property: JsonPropertyName("migrate_to_chat_id")] long? MigrateToChatId);
}
