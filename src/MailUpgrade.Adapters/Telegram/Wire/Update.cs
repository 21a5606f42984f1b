using System.Text.Json;

namespace MailUpgrade.Adapters.Telegram.Wire;

// What is read of the Bot API (10.3). Fields that nobody here looks at are left out; the server may send more and that is no fault.
#pragma warning disable CS1591 // names and meanings are those of https://core.telegram.org/bots/api

/// <summary>Something that happened. At most one of its fields is set.</summary>
public sealed record TgUpdate(
    long UpdateId, TgMessage? Message, TgMessage? EditedMessage, TgCallbackQuery? CallbackQuery, TgMemberUpdate? MyChatMember);

/// <summary>A message, with all by which one can be told from what a person typed here and now.</summary>
/// <param name="Date">Unix seconds on the server's clock; 0 where the message cannot be seen any more.</param>
/// <param name="SenderChat">Set where it was sent as a group or channel; <paramref name="From"/> is then a stand-in.</param>
/// <param name="ForwardOrigin">Set where it is a forward.</param>
/// <param name="IsFromOffline">Sent by itself: scheduled or an away message.</param>
public sealed record TgMessage(
    long MessageId, long Date, TgChat? Chat, TgUser? From, TgChat? SenderChat, int? MessageThreadId, bool? IsTopicMessage, string? Text,
    string? Caption, JsonElement? ForwardOrigin, JsonElement? ForwardDate, TgUser? ViaBot, bool? IsAutomaticForward, bool? IsFromOffline,
    string? BusinessConnectionId, JsonElement? SenderBusinessBot, string? GuestQueryId, JsonElement? GuestBotCallerUser,
    JsonElement? GuestBotCallerChat, long? EphemeralMessageId, long? EditDate, long? MigrateToChatId, long? MigrateFromChatId,
    IReadOnlyList<TgPhotoSize>? Photo, TgDocument? Document, TgMessage? ReplyToMessage);

public sealed record TgUser(long Id, bool IsBot, string? FirstName, string? Username, bool? CanReadAllGroupMessages, bool? SupportsGuestQueries);

/// <param name="Id">Up to 52 bits; negative for groups.</param>
/// <param name="Type"><c>private group supergroup channel</c>.</param>
/// <param name="Title">For people; anybody can change it.</param>
/// <param name="IsForum">Has topics.</param>
public sealed record TgChat(long Id, string? Type, string? Title, bool? IsForum);

/// <summary>A press. Its data is not to be trusted: the message may hold no such button.</summary>
public sealed record TgCallbackQuery(string? Id, TgUser? From, TgMessage? Message, string? InlineMessageId, string? Data, string? GameShortName);

/// <summary>The bot's own place in a chat has changed.</summary>
public sealed record TgMemberUpdate(TgChat? Chat, TgUser? From, TgMember? NewChatMember);

/// <param name="Status"><c>creator administrator member restricted left kicked</c>.</param>
/// <param name="User">Who.</param>
/// <param name="CanPinMessages">Of an administrator.</param>
public sealed record TgMember(string? Status, TgUser? User, bool? CanPinMessages);

public sealed record TgPhotoSize(string? FileId, long? FileSize, int Width, int Height);

public sealed record TgDocument(string? FileId, string? FileName, string? MimeType, long? FileSize);

public sealed record TgFile(string? FileId, long? FileSize, string? FilePath);

public sealed record TgWebhookInfo(string? Url, bool HasCustomCertificate, long PendingUpdateCount, string? LastErrorMessage, long? LastErrorDate);

#pragma warning restore CS1591
