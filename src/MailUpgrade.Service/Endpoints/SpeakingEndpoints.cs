using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>What the page sends. All of it is answered at once; what it leads to comes as messages.</summary>
internal sealed class SpeakingEndpoints(WebChatSurface surface, PersonaGate gate)
{
    public Task<IResult> SayAsync(HttpContext http) => WithBodyAsync(http, (body, me) =>
    {
        var id = body.GetValueOrDefault("id");
        if (!Typed.IsId(id) || body.GetValueOrDefault("text") is not { } text)
        {
            return WebRefusal.Unreadable;
        }
        if (Typed.Line(text) is not { } line)
        {
            return WebRefusal.ControlCharacters;
        }
        return line.Length == 0 ? WebRefusal.Unreadable
            : Take(Inbound(id!, me, line, null), () => surface.Channel.Show(id!, me.Id, line));
    });

    public Task<IResult> PressAsync(HttpContext http) => WithBodyAsync(http, (body, me) =>
    {
        var id = body.GetValueOrDefault("id");
        if (!Typed.IsId(id) || body.GetValueOrDefault("message") is not { } message || body.GetValueOrDefault("button") is not { } button)
        {
            return WebRefusal.Unreadable;
        }
        // A press that was taken is answered as taken, although its message may have changed since.
        if (surface.Inbound.Knows(WebChatChannel.ChannelName, id!))
        {
            return null;
        }
        return surface.Channel.Button(message, button) is not { } found ? WebRefusal.Stale
            : Take(Inbound(id!, me, found.Command, found.Press), () => surface.Channel.Pressed(id!, message));
    });

    public async Task<IResult> PersonaAsync(HttpContext http)
    {
        var language = surface.Setting().Language;
        var (body, no) = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
        no ??= body.GetValueOrDefault("person") is { } person
            ? gate.Pick(http, person, body.GetValueOrDefault("key")) : WebRefusal.Unreadable;
        return no?.In(language) ?? Results.NoContent();
    }

    /// <summary>A browser opens a link that was given out in a chat.</summary>
    public async Task<IResult> EnterAsync(HttpContext http)
    {
        var (body, no) = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
        no ??= gate.Enter(http, body.GetValueOrDefault("link"));
        var from = ReaderAddress.Of(http, surface.PublicUrl is not null);
        surface.Audit.LinkOpened(no?.Code ?? "ok", from);
        return no?.In(surface.Setting().Language) ?? Results.NoContent();
    }

    private static InboundMessage Inbound(string id, Person me, string text, ButtonPress? press) => new(
        WebChatChannel.ChannelName, id, me.Identities[WebChatChannel.ChannelName], text, press, default);

    private async Task<IResult> WithBodyAsync(HttpContext http, Func<IReadOnlyDictionary<string, string>, Person, WebRefusal?> take)
    {
        var me = gate.Me(http);
        var language = me?.Language ?? surface.Setting().Language;
        var (body, no) = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
        var reader = gate.Reader(http);
        no ??= me is null ? reader.MayPick ? WebRefusal.NoPersona : gate.RefuseReading(http) ?? WebRefusal.NobodyHere
            : reader.MaySpeak ? take(body, me) : WebRefusal.ReadOnly;
        var from = ReaderAddress.Of(http, surface.PublicUrl is not null);
        surface.Audit.Spoke(
            http.Request.Path.Value ?? "", me?.Id ?? "-", Typed.IsId(body.GetValueOrDefault("id")) ? body["id"] : "-", no?.Code ?? "taken", from);
        return no?.In(language) ?? Results.Json(new { id = body["id"] }, statusCode: StatusCodes.Status202Accepted);
    }

    private WebRefusal? Take(InboundMessage message, Action first)
    {
        var taken = surface.Inbound.TryAdd(message with { ReceivedAt = surface.WireClock.GetUtcNow() }, first);
        return taken == Intake.Full ? WebRefusal.Busy : null;
    }
}
