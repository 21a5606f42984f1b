using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat;

/// <summary>Answers a word that asks nothing of the run: who somebody is, whether the channels work.</summary>
public delegate Task<DeskReply> DeskAnswer(DeskQuestion question, CancellationToken ct);

/// <summary>What was asked.</summary>
/// <param name="Message">As heard.</param>
/// <param name="Person">Who, or null for an identity that nobody knows.</param>
/// <param name="Argument">The rest of the line.</param>
/// <param name="Say">The asker's language.</param>
/// <param name="State">The run.</param>
/// <param name="Scene">Its surroundings.</param>
public sealed record DeskQuestion(InboundMessage Message, Person? Person, string Argument, Speech Say, RunState State, Scene Scene);

/// <summary>The answer.</summary>
/// <param name="Lines">First line says what.</param>
/// <param name="Code">Refusal code where it is a no.</param>
public sealed record DeskReply(IReadOnlyList<string> Lines, string? Code = null);
