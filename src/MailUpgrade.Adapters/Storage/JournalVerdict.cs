using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Storage;

/// <summary>What a look at a journal found.</summary>
/// <param name="Ok">Nothing is wrong.</param>
/// <param name="Found">There was something to look at; where not, the caller named a run that is not there.</param>
/// <param name="Source">Run id or file name.</param>
/// <param name="Lines">Lines that are whole, counted from the first.</param>
/// <param name="Head">Hash of the last whole line; 64 zeros for none.</param>
/// <param name="FirstBadSeq">The first line that is changed, missing or out of place; null when the chain is whole to its end.</param>
/// <param name="Ended">The last line is the run's end event.</param>
/// <param name="Sentences">For people: what is wrong and what to do next, or what was found right.</param>
public sealed record JournalVerdict(
    bool Ok, bool Found, string Source, long Lines, string Head, long? FirstBadSeq, bool Ended, IReadOnlyList<LocalText> Sentences);
