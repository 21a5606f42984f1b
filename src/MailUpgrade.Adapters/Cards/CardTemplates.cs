using System.Text.Json;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Cards;

/// <summary>The card templates of <c>cards/</c>.</summary>
public sealed class CardTemplates
{
    /// <summary>Every card that a message can need.</summary>
    public static readonly IReadOnlyList<string> Names = ["status", "decision", "decided", "notice", "reply", "refusal"];

    private readonly Dictionary<string, CardTemplate> byName;

    private CardTemplates(Dictionary<string, CardTemplate> byName) => this.byName = byName;

    /// <summary>All templates.</summary>
    public IReadOnlyCollection<CardTemplate> All => byName.Values;

    /// <summary>Reads the templates that came with the program.</summary>
    public static CardTemplates Load() => Load(Path.Combine(AppContext.BaseDirectory, "cards"));

    /// <summary>Reads a folder of templates.</summary>
    /// <exception cref="InvalidDataException">Names the file and what to write instead; one is missing, or none of ours.</exception>
    public static CardTemplates Load(string folder)
    {
        var read = new Dictionary<string, CardTemplate>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            var path = Path.Combine(folder, name + ".json");
            try
            {
                read[name] = Read(name, JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException("no object"));
            }
            catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException)
            {
                throw new InvalidDataException($"{path}: {bad.Message}", bad);
            }
        }
        return new CardTemplates(read);
    }

    /// <summary>Template of a message.</summary>
    public CardTemplate For(OutboundMessage message) => byName[message.Kind switch
    {
        MessageKind.Status => "status",
        MessageKind.Decision => message.Rings || message.Buttons.Count > 0 ? "decision" : "decided",
        MessageKind.Notice => "notice",
        _ => message.RefusalCode is null ? "reply" : "refusal",
    }];

    private static CardTemplate Read(string name, JsonObject file)
    {
        Only(file, "card", "about", "blocks");
        if ((string?)file["card"] != name)
        {
            throw new FormatException($"'card' is not {name}: a template is called like its file");
        }
        var blocks = (file["blocks"] as JsonArray ?? throw new FormatException("'blocks' is no list")).Select(Block).ToList();
        if (blocks.Select(b => b.Show).Distinct().Count() != blocks.Count)
        {
            throw new FormatException("two blocks show the same: keep one");
        }
        return new CardTemplate(name, (string?)file["about"] ?? "", blocks);
    }

    private static CardBlock Block(JsonNode? node)
    {
        var block = node as JsonObject ?? throw new FormatException("a block is no object");
        Only(block, "show", "style", "adaptive");
        return new CardBlock(
            Word<CardShow>(block, "show") ?? throw new FormatException("a block without 'show'"),
            Word<CardStyle>(block, "style") ?? CardStyle.Plain,
            block["adaptive"]?.AsObject().DeepClone().AsObject());
    }

    private static T? Word<T>(JsonObject block, string key)
        where T : struct, Enum
    {
        if ((string?)block[key] is not { } word)
        {
            return null;
        }
        return Enum.TryParse<T>(word, ignoreCase: true, out var known) && !char.IsDigit(word[0]) ? known
            : throw new FormatException($"'{key}': '{word}' is none of {string.Join(' ', Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}");
    }

    private static void Only(JsonObject from, params string[] known)
    {
        if (from.Select(p => p.Key).FirstOrDefault(k => !known.Contains(k)) is { } stranger)
        {
            throw new FormatException($"'{stranger}' is not known here: {string.Join(", ", known)}");
        }
    }
}
