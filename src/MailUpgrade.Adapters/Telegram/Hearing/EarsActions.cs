using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>What hearing leads to.</summary>
/// <param name="Take">Hands a line on.</param>
/// <param name="Say">Says beside a message why it does not count: place, message, sender, code, rule, next step.</param>
/// <param name="AnswerPress">Answers a press over the chat.</param>
/// <param name="Moved">A group has a new id.</param>
/// <param name="Membership">The bot came into a chat or out of it.</param>
public sealed record EarsActions(
    Func<InboundMessage, Intake> Take,
    Action<TelegramPlace, long, string, string, LocalText, LocalText> Say,
    Func<string, IReadOnlyList<string>, bool, CancellationToken, Task<bool>> AnswerPress,
    Action<long, long> Moved,
    Action<long, bool> Membership);
