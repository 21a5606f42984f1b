using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary>What an answer is worded from.</summary>
/// <param name="Person">Who asks.</param>
/// <param name="Speech">The asker's language.</param>
/// <param name="State">The run.</param>
/// <param name="Scene">Surroundings.</param>
/// <param name="Files">The run's copies.</param>
/// <param name="Logs">Output of steps.</param>
/// <param name="Journal">For its head.</param>
/// <param name="Report">Link or summary of the report.</param>
/// <param name="Argument">The rest of the line.</param>
public sealed record QuestionContext(
    Person Person, Speech Speech, RunState State, Scene Scene, RunFiles Files, IStepLogs Logs, IJournal Journal,
    ReportText Report, string Argument)
{
    /// <summary>Asked where only the asker and the bot read.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Links to the page; null where there is none.</summary>
    public BoardAccess? Board { get; init; }
}

/// <summary>Gives out links to the page and takes them back.</summary>
/// <param name="Give">Address for a person id; null: for the screen on the wall. Each call makes another link.</param>
/// <param name="Revoke">Takes back every link of a person id, null: of the wall; says how many there were.</param>
public sealed record BoardAccess(Func<string?, string> Give, Func<string?, int> Revoke);

/// <summary>Link or short summary of a run's report in a language, one or more lines.</summary>
public delegate Task<string> ReportText(string runId, string language, CancellationToken ct);
