using System.Globalization;
using MailUpgrade.Adapters.Telegram.Wire;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>
/// Tells what a person typed or pressed here and now from everything that only looks like it. Pure. Deny is the default: what is not
/// named here is nothing.
/// </summary>
/// <param name="ownId">The bot's own user id.</param>
/// <param name="ownName">The bot's user name.</param>
/// <param name="stale">What is older decides nothing.</param>
public sealed class UpdateJudge(long ownId, string ownName, TimeSpan stale)
{
    /// <summary>Stand-ins that the server puts for who sends as a group or channel, and its own account.</summary>
    public static readonly IReadOnlyList<long> StandIns = [1087968824, 136817688, 777000];

    private static readonly TimeSpan Future = TimeSpan.FromMinutes(2);
    private static readonly string[] PictureTypes = [".jpg", ".jpeg", ".png", ".pdf", ".txt", ".log", ".heic", ".webp"];

    /// <summary>Judges an update.</summary>
    /// <param name="update">As read.</param>
    /// <param name="isBound">Whether a chat is one of the run's.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="late">It may have waited long at the server.</param>
    public Heard Judge(TgUpdate update, Func<long, bool> isBound, DateTimeOffset now, bool late) => update switch
    {
        { CallbackQuery: { } press } => Pressed(press, isBound, late),
        { Message: { } message } => Typed(message, isBound, now, edited: false),
        { EditedMessage: { } message } => Typed(message, isBound, now, edited: true),
        { MyChatMember: { Chat: { } chat, NewChatMember: { } member } } when member.User is null || member.User.Id == ownId =>
            new Heard.Membership(chat.Id, member.Status is "creator" or "administrator" or "member" or "restricted"),
        _ => new Heard.Nothing("a kind that is not handled"),
    };

    private Heard Typed(TgMessage m, Func<long, bool> isBound, DateTimeOffset now, bool edited)
    {
        if (m.Chat is not { } chat || chat.Type is not ("private" or "group" or "supergroup"))
        {
            return new Heard.Nothing("no chat of people");
        }
        if (m.MigrateToChatId is { } to)
        {
            return isBound(chat.Id) && to != 0 ? new Heard.Moved(chat.Id, to) : new Heard.Nothing("a foreign group moved");
        }
        if (m.MigrateFromChatId is { } from)
        {
            return isBound(from) && chat.Id != from ? new Heard.Moved(from, chat.Id) : new Heard.Nothing("a foreign group moved");
        }
        if (m.BusinessConnectionId is not null || m.SenderBusinessBot is not null || m.GuestQueryId is not null
            || m.GuestBotCallerUser is not null || m.GuestBotCallerChat is not null || m.EphemeralMessageId is not null || m.MessageId <= 0)
        {
            return new Heard.Nothing("business, guest or ephemeral");
        }
        var text = m.Text ?? m.Caption ?? "";
        var isCommand = CommandText.Read(text) is { } read && (read.Bot is null || read.Bot.Equals(ownName, StringComparison.OrdinalIgnoreCase));
        var file = FileOf(m);
        if (!isCommand && file is null)
        {
            return new Heard.Nothing("talk");
        }
        return NotInPerson(m, chat, isBound, now, edited, isCommand) ?? Counted(m, chat, text, m.Text is null ? file : null);
    }

    private static Heard Counted(TgMessage m, TgChat chat, string text, FileFound? file)
    {
        var place = PlaceOf(m, chat);
        return file is null
            ? new Heard.Line(place, m.MessageId, m.From!.Id, text, chat.Type == "private")
            : new Heard.Evidence(place, m.MessageId, m.From!.Id, file.Id, file.Extension, file.MediaType, file.Size, text);
    }

    /// <summary>Null where a person of flesh typed it here and now.</summary>
    private Heard? NotInPerson(TgMessage m, TgChat chat, Func<long, bool> isBound, DateTimeOffset now, bool edited, bool isCommand)
    {
        var isPrivate = chat.Type == "private";
        if (m.IsAutomaticForward == true || m.From is null || m.From.Id <= 0 || (isPrivate && m.From.Id != chat.Id)
            || (m.From.IsBot && m.SenderChat is null && !StandIns.Contains(m.From.Id)))
        {
            return new Heard.Nothing("not of a person");
        }
        if (!isPrivate && !isBound(chat.Id))
        {
            return isCommand ? Not(m, chat, NotCountedTexts.Unbound(chat.Id.ToString(CultureInfo.InvariantCulture))) : new Heard.Nothing("an unbound chat");
        }
        var why = m.SenderChat is not null || m.From.IsBot || StandIns.Contains(m.From.Id) ? NotCountedTexts.Anonymous
            : m.ForwardOrigin is not null || m.ForwardDate is not null ? NotCountedTexts.Forward
            : m.ViaBot is not null ? NotCountedTexts.ViaBot
            : m.IsFromOffline == true ? NotCountedTexts.Scheduled
            : edited || m.EditDate is not null ? NotCountedTexts.Edited
            : IsStale(m.Date, now) ? NotCountedTexts.Stale
            : null;
        return why is null ? null : isCommand ? Not(m, chat, why) : new Heard.Nothing("a file that does not count");
    }

    private static Heard Pressed(TgCallbackQuery press, Func<long, bool> isBound, bool late)
    {
        if (press.Id is not { Length: > 0 and <= 128 } id)
        {
            return new Heard.Nothing("a press without id");
        }
        var why = press switch
        {
            { From: null or { IsBot: true } or { Id: <= 0 } } => NotCountedTexts.Anonymous,
            { From.Id: var from } when StandIns.Contains(from) => NotCountedTexts.Anonymous,
            { InlineMessageId: not null } or { GameShortName: not null } or { Data: null or { Length: > 64 } } => NotCountedTexts.NoButton,
            { Message: null or { Date: <= 0 } or { MessageId: <= 0 } or { Chat: null } } => NotCountedTexts.NoButton,
            { Message.Chat: { Type: "private" } chat } when chat.Id != press.From.Id => NotCountedTexts.NoButton,
            { Message.Chat: { Type: not "private" } chat } when !isBound(chat.Id) => NotCountedTexts.Unbound(chat.Id.ToString(CultureInfo.InvariantCulture)),
            _ when late => NotCountedTexts.Stale,
            _ => null,
        };
        return why is null
            ? new Heard.Press(
                PlaceOf(press.Message!, press.Message!.Chat!), press.Message.MessageId, press.From!.Id, id, press.Data!, press.Message.Chat!.Type == "private")
            : new Heard.NotCounted(null, 0, press.From?.Id, why.Code, why.Rule, why.Next) { CallbackId = id };
    }

    private bool IsStale(long date, DateTimeOffset now)
    {
        var age = now.ToUnixTimeSeconds() - date;
        return age > stale.TotalSeconds || age < -Future.TotalSeconds;
    }

    private static Heard.NotCounted Not(TgMessage m, TgChat chat, NotCountedText why) =>
        new(PlaceOf(m, chat), m.MessageId, m.SenderChat is null ? m.From?.Id : null, why.Code, why.Rule, why.Next);

    private static TelegramPlace PlaceOf(TgMessage m, TgChat chat) => new(chat.Id, m.IsTopicMessage == true ? m.MessageThreadId : null);

    private static FileFound? FileOf(TgMessage m) =>
        m.Photo is { Count: > 0 } sizes && sizes.Where(s => s?.FileId is not null).MaxBy(s => (long)s.Width * s.Height) is { FileId: { } photo } largest
            ? new FileFound(photo, ".jpg", "image/jpeg", largest.FileSize)
        : m.Document is { FileId: { } file } document && Path.GetExtension(document.FileName ?? "").ToLowerInvariant() is var end && PictureTypes.Contains(end)
            ? new FileFound(file, end, MediaTypeOf(document.MimeType), document.FileSize)
        : null;

    /// <summary>What somebody else wrote is recorded only where it has the form of a media type.</summary>
    private static string MediaTypeOf(string? said) =>
        said is { Length: > 0 and <= 80 } && said.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '+' or '.') ? said : "application/octet-stream";

    private sealed record FileFound(string Id, string Extension, string MediaType, long? Size);
}
