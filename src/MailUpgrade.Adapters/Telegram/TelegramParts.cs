using MailUpgrade.Adapters.Cards;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.Telegram;

/// <summary>What the channel stands on.</summary>
/// <param name="Settings">Checked.</param>
/// <param name="StateFolder">Exists; <c>telegram.db</c> and <c>evidence/</c> lie there.</param>
/// <param name="Cards">Layout of messages.</param>
/// <param name="Scene">People, language and run, as they are now.</param>
/// <param name="Bindings">Who an identity is.</param>
/// <param name="Menu">Words for the command menu, in both languages.</param>
/// <param name="Redact">Hides secrets in what people write under a file.</param>
/// <param name="Receipt">Told of every message that was taken: channel, place, key, message id.</param>
/// <param name="Wire">Real time.</param>
/// <param name="Log">Diagnostics; never the token.</param>
public sealed record TelegramParts(
    TelegramSettings Settings, string StateFolder, CardTemplates Cards, Func<TelegramScene> Scene, Bindings Bindings,
    IReadOnlyList<MenuEntry> Menu, Func<string, string> Redact, Action<string, string, string, string> Receipt, TimeProvider Wire, ILogger Log);

/// <summary>What the channel must know of the run.</summary>
/// <param name="Team">People.</param>
/// <param name="Language">Of the run's chat.</param>
/// <param name="Run">Id.</param>
public sealed record TelegramScene(Team Team, string Language, string Run);

/// <summary>A word of the command menu.</summary>
/// <param name="Word">Without slash.</param>
/// <param name="Help">One sentence.</param>
public sealed record MenuEntry(string Word, LocalText Help);
