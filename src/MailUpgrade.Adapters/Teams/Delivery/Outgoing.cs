using MailUpgrade.Core.Chat;

namespace MailUpgrade.Adapters.Teams.Delivery;

/// <summary>A message that waits for its conversation.</summary>
/// <param name="Conversation">Id without a thread.</param>
/// <param name="Run">Run it belongs to; empty for none.</param>
/// <param name="Place">Id with the thread to write into; empty: the run's own.</param>
/// <param name="AnswersActivity">Activity that it answers, or empty.</param>
/// <param name="Version">Grows with each newer text under the same key.</param>
/// <param name="Plain">It is to go without a card, since the card was not taken.</param>
/// <param name="Message">What.</param>
public sealed record Outgoing(
    string Conversation, string Run, string Place, string AnswersActivity, long Version, bool Plain, OutboundMessage Message);

/// <summary>A message that was delivered.</summary>
/// <param name="ActivityId">Its id there; empty where none was given back.</param>
/// <param name="Place">Conversation id under which it can be edited.</param>
/// <param name="Message">As it was last delivered.</param>
public sealed record Posted(string ActivityId, string Place, OutboundMessage Message);

/// <summary>A button behind an opaque id.</summary>
/// <param name="Id">Random; all that a card carries.</param>
/// <param name="Conversation">Where it may be pressed.</param>
/// <param name="Key">Message that shows it.</param>
/// <param name="Button">What it stands for.</param>
public sealed record LiveButton(string Id, string Conversation, string Key, Button Button);
