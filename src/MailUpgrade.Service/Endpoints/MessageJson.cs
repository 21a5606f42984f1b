using System.Text.Json.Serialization;
using MailUpgrade.Adapters.WebChat;

namespace MailUpgrade.Service.Endpoints;

/// <summary>A message as the page gets it. Commands behind buttons are told to a drill only.</summary>
internal sealed record MessageJson(
    string Id, long Seq, long Rev, DateTimeOffset At, string From, string Kind, bool Rings, string? For, string Text,
    IReadOnlyList<ButtonJson> Buttons, bool Closed, bool Edited, string? ReplyTo, bool Pinned,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Answers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refusal)
{
    public static MessageJson Of(WebMessage m, TimeZoneInfo zone, bool forDrill) => new(
        m.Id, m.Seq, m.Rev, TimeZoneInfo.ConvertTime(m.At, zone), m.From, m.Kind, m.Rings, m.For, m.Text,
        [.. m.Buttons.Select(b => new ButtonJson(b.Id, b.Text, b.Style, forDrill ? b.Command : null))],
        m.Closed, m.Edited, m.ReplyTo, m.Kind == "status", forDrill ? m.Answers : null, forDrill ? m.RefusalCode : null);
}

/// <summary>A button as the page gets it.</summary>
internal sealed record ButtonJson(
    string Id, string Text, string Style,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Command);
