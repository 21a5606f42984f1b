using System.Text.Json.Serialization;

namespace MailUpgrade.Adapters.Telegram.Wire;

// What is sent to the Bot API (10.3), as its methods name it. Null is left out.
#pragma warning disable CS1591 // names and meanings are those of https://core.telegram.org/bots/api

public sealed record GetUpdates(long? Offset, int Limit, int Timeout, IReadOnlyList<string> AllowedUpdates);

public sealed record SendMessage(
    long ChatId, int? MessageThreadId, string Text, string? ParseMode, bool DisableNotification, ReplyParameters? ReplyParameters,
    InlineKeyboard? ReplyMarkup)
{
    public LinkPreview LinkPreviewOptions { get; init; } = new(true);
}

public sealed record EditMessageText(long ChatId, long MessageId, string Text, string? ParseMode, InlineKeyboard? ReplyMarkup)
{
    public LinkPreview LinkPreviewOptions { get; init; } = new(true);
}

public sealed record AnswerCallbackQuery(string CallbackQueryId, string Text, bool ShowAlert);

public sealed record PinChatMessage(long ChatId, long MessageId, bool DisableNotification);

public sealed record UnpinChatMessage(long ChatId, long MessageId);

public sealed record SetMyCommands(IReadOnlyList<BotCommand> Commands, BotCommandScope Scope, string? LanguageCode);

public sealed record SetWebhook(string Url, string SecretToken, IReadOnlyList<string> AllowedUpdates, int MaxConnections);

public sealed record DeleteWebhook(bool DropPendingUpdates);

public sealed record GetFile(string FileId);

public sealed record OfChat(long ChatId);

public sealed record GetChatMember(long ChatId, long UserId);

public sealed record Nothing;

public sealed record ReplyParameters(long MessageId, bool AllowSendingWithoutReply);

public sealed record LinkPreview(bool IsDisabled);

public sealed record InlineKeyboard([property: JsonPropertyName("inline_keyboard")] IReadOnlyList<IReadOnlyList<InlineButton>> Rows);

/// <param name="Text">Label.</param>
/// <param name="CallbackData">1 to 64 bytes.</param>
/// <param name="Style"><c>danger success primary</c> or null; older clients do not show it.</param>
public sealed record InlineButton(string Text, string CallbackData, string? Style);

/// <param name="Command">1 to 32 of <c>a-z 0-9 _</c>.</param>
/// <param name="Description">1 to 256 characters.</param>
public sealed record BotCommand(string Command, string Description);

/// <param name="Type"><c>all_private_chats all_group_chats chat ...</c></param>
/// <param name="ChatId">Of scope <c>chat</c>.</param>
public sealed record BotCommandScope(string Type, long? ChatId);

#pragma warning restore CS1591
