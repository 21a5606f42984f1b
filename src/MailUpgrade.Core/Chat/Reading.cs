using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;

namespace MailUpgrade.Core.Chat;

/// <summary>What a text turned out to be.</summary>
public abstract record Reading
{
    /// <summary>People talking among themselves, or to another bot: no answer, no record.</summary>
    public sealed record Talk : Reading;

    /// <summary>Wants to see something; decides nothing.</summary>
    /// <param name="Entry">Its place in the table.</param>
    /// <param name="Argument">The rest of the line, trimmed.</param>
    public sealed record Question(CommandEntry Entry, string Argument) : Reading;

    /// <summary>Wants something done.</summary>
    /// <param name="Command">For the run.</param>
    /// <param name="Destroys">A press of it needs a second tap.</param>
    /// <param name="Confirmed">It came behind <c>/confirm</c>.</param>
    public sealed record Order(PersonCommand Command, bool Destroys, bool Confirmed) : Reading;

    /// <summary>A command that cannot be read.</summary>
    /// <param name="Word">Its word, or an empty text.</param>
    /// <param name="Refusal">Why, and what to write.</param>
    public sealed record Unclear(string Word, Refusal Refusal) : Reading;
}

/// <summary>A command as it was said, before its arguments are read.</summary>
/// <param name="Id">Id under which it is recorded.</param>
/// <param name="Person">Who.</param>
/// <param name="Channel">Where.</param>
/// <param name="Word">Command word, lower case.</param>
/// <param name="Rest">What stands behind the word, trimmed, on one line.</param>
/// <param name="Seen">What a button showed.</param>
/// <param name="Names">Hosts and steps that can be meant.</param>
public sealed record Spoken(
    string Id, Person Person, string Channel, string Word, string Rest, SeenState? Seen, KnownNames Names)
{
    /// <summary>A refusal that says what to write.</summary>
    public Reading Unclear(string problem) => new Reading.Unclear(
        Word, Refusal.Of(RefusalCodes.BadArgument, ("command", Word), ("problem", problem)));

    /// <summary>Splits a leading host or step name from the rest; the name is empty where there is none.</summary>
    public (string Step, string Text) StepAndText()
    {
        var words = Rest.Split(' ', 2, StringSplitOptions.TrimEntries);
        return Names.Find(words[0]) is { } name ? (name, words.Length > 1 ? words[1] : "") : ("", Rest);
    }
}
