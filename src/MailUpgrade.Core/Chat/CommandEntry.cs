using MailUpgrade.Core.Chat.Handlers;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat;

/// <summary>One word of the table.</summary>
/// <param name="Word">Without slash.</param>
/// <param name="Usage">The whole line to write.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Use">Whether it decides.</param>
/// <param name="Read">Reads its arguments.</param>
/// <param name="Answer">Answers it, where it only shows.</param>
public sealed record CommandEntry(
    string Word, LocalText Usage, LocalText Help, CommandUse Use, ReadCommand Read, AnswerQuestion? Answer = null)
{
    /// <summary>Roles that may say it. <c>confirm</c> is for everybody: what stands behind it is judged.</summary>
    public IReadOnlyList<string> Who => Word == CommandTable.Confirm ? TeamRoles.All : Permissions.RolesFor(Word);
}

/// <summary>What a word does.</summary>
public enum CommandUse
{
    /// <summary>Changes nothing.</summary>
    Shows,

    /// <summary>Is recorded.</summary>
    Decides,

    /// <summary>Is recorded, and a press of it needs a second tap.</summary>
    Destroys,
}

/// <summary>Reads the arguments of a command. Pure.</summary>
public delegate Reading ReadCommand(Spoken said);

/// <summary>Words an answer. Reads only; may be asked at any time.</summary>
public delegate Task<IReadOnlyList<string>> AnswerQuestion(QuestionContext context, CancellationToken ct);
