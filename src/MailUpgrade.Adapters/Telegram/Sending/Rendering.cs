using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Telegram.Store;
using MailUpgrade.Adapters.Telegram.Wire;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Telegram.Sending;

/// <summary>Messages as Telegram shows them.</summary>
/// <param name="cards">Templates.</param>
/// <param name="reader">Language and people, as they are now.</param>
/// <param name="store">Ids of buttons.</param>
/// <param name="limits">Life of buttons.</param>
/// <param name="wire">Real time.</param>
public sealed class Rendering(CardTemplates cards, Func<CardReader> reader, TelegramStore store, TelegramLimits limits, TimeProvider wire)
{
    /// <summary>Longest text of one message, a little under the server's 4096.</summary>
    public const int Longest = 4000;

    private const int WidestRow = 22;

    /// <summary>Parts as one message: HTML, the same without markup, and the keyboard.</summary>
    public Rendered Of(TelegramPlace place, long messageId, IReadOnlyList<OutboundMessage> parts)
    {
        var laid = parts.Select(p => Card.Of(cards.For(p), p, reader())).ToList();
        var plain = string.Join("\n\n", laid.Select(c => PlainCard.Of(c, withButtons: false)));
        var html = string.Join("\n\n", laid.Select(TelegramHtml.Of));
        var keyboard = Keyboard(place, messageId, parts);
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html + JsonSerializer.Serialize(keyboard))))[..24];
        return new Rendered(html, plain, keyboard, print);
    }

    /// <summary>Length of a message without markup.</summary>
    public int LengthOf(OutboundMessage part) => PlainCard.Of(Card.Of(cards.For(part), part, reader()), withButtons: false).Length;

    private InlineKeyboard? Keyboard(TelegramPlace place, long messageId, IReadOnlyList<OutboundMessage> parts)
    {
        var rows = new List<List<InlineButton>>();
        foreach (var part in parts)
        {
            var ids = store.Buttons.Bind(place, part.Key, messageId, part.Buttons, wire.GetUtcNow() + limits.ButtonLife);
            var wide = 0;
            List<InlineButton>? row = null;
            foreach (var (button, id) in part.Buttons.Zip(ids))
            {
                wide += button.Label.Length;
                if (row is null || wide > WidestRow || button.BeginsRow)
                {
                    rows.Add(row = []);
                    wide = button.Label.Length;
                }
                row.Add(new InlineButton(button.Label, id, button.Style switch { ButtonStyle.Danger => "danger", ButtonStyle.Primary => "primary", _ => null }));
            }
        }
        return rows.Count == 0 ? null : new InlineKeyboard(rows);
    }
}

/// <summary>A message ready to be sent.</summary>
/// <param name="Html">With markup.</param>
/// <param name="Plain">Without.</param>
/// <param name="Keyboard">What can be pressed, or null.</param>
/// <param name="Print">Tells it from any other.</param>
public sealed record Rendered(string Html, string Plain, InlineKeyboard? Keyboard, string Print);
