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
    ReportText Report, string Argument);

/// <summary>Link or short summary of a run's report in a language, one or more lines.</summary>
public delegate Task<string> ReportText(string runId, string language, CancellationToken ct);
