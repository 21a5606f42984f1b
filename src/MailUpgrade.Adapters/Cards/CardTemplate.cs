using System.Text.Json.Nodes;

namespace MailUpgrade.Adapters.Cards;

/// <summary>How one kind of message is laid out, for every channel. Files <c>cards/*.json</c>.</summary>
/// <param name="Name">File name without its end.</param>
/// <param name="About">One sentence for whoever edits it.</param>
/// <param name="Blocks">From top to bottom; what no block shows is shown at the end, so that no template can hide a fact.</param>
public sealed record CardTemplate(string Name, string About, IReadOnlyList<CardBlock> Blocks);

/// <summary>One part of a card.</summary>
/// <param name="Show">What of the message.</param>
/// <param name="Style">How.</param>
/// <param name="Adaptive">Properties that an Adaptive Card element of this block gets besides its text; other channels do not read it.</param>
public sealed record CardBlock(CardShow Show, CardStyle Style, JsonObject? Adaptive);

/// <summary>What of a message a block shows.</summary>
public enum CardShow
{
    /// <summary>The line that a lock screen shows.</summary>
    First,

    /// <summary>Lines between those that other blocks show, in their order; indented lines are output and keep their columns.</summary>
    Rest,

    /// <summary>The last line.</summary>
    Last,

    /// <summary>Who is needed, where the message rings.</summary>
    Need,

    /// <summary>What can be pressed.</summary>
    Buttons,
}

/// <summary>How a block looks.</summary>
public enum CardStyle
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Seen first.</summary>
    Title,

    /// <summary>Over and done.</summary>
    Quiet,
}
