using System.Text.Json;
using System.Text.Json.Nodes;

namespace MailUpgrade.Core.Runs.Events;

/// <summary>The table of event kinds: the real public API of a journal. Kinds are never renamed or removed.</summary>
public static class EventCatalog
{
    private const string CommandKey = "command";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["run-planned"] = typeof(RunPlanned),
        ["files-taken"] = typeof(FilesTaken),
        ["kick-off-set"] = typeof(KickOffSet),
        ["ready-declared"] = typeof(ReadyDeclared),
        ["permit-sealed"] = typeof(PermitSealed),
        ["permit-voided"] = typeof(PermitVoided),
        ["start-missed"] = typeof(StartMissed),
        ["kicked-off"] = typeof(KickedOff),
        ["rehearsals-bound"] = typeof(RehearsalsBound),
        ["window-closed"] = typeof(WindowClosed),
        ["rollback-warned"] = typeof(RollbackWarned),
        ["rollback-unsafe"] = typeof(RollbackUnsafe),
        ["window-extended"] = typeof(WindowExtended),
        ["late-agreed"] = typeof(LateAgreed),
        ["countdown-told"] = typeof(CountdownTold),
        ["clock-set-back"] = typeof(ClockSetBack),
        ["away-failed"] = typeof(AwayFailed),
        ["away-kept"] = typeof(AwayKept),
        ["conflicts-checked"] = typeof(ConflictsChecked),
        ["sandbox-checked"] = typeof(SandboxChecked),
        ["verdict-given"] = typeof(VerdictGiven),
        ["service-resumed"] = typeof(ServiceResumed),
        ["run-ended"] = typeof(RunEnded),
        ["phase-started"] = typeof(PhaseStarted),
        ["phase-ended"] = typeof(PhaseEnded),
        ["step-started"] = typeof(StepStarted),
        ["step-ended"] = typeof(StepEnded),
        ["link-lost"] = typeof(LinkLost),
        ["step-found"] = typeof(StepFound),
        ["step-timed-out"] = typeof(StepTimedOut),
        ["step-overdue"] = typeof(StepOverdue),
        ["step-uninterruptible"] = typeof(StepUninterruptible),
        ["prompt-seen"] = typeof(PromptSeen),
        ["answer-decided"] = typeof(AnswerDecided),
        ["prompt-passed"] = typeof(PromptPassed),
        ["output-shown"] = typeof(OutputShown),
        ["answer-barred"] = typeof(AnswerBarred),
        ["step-silent"] = typeof(StepSilent),
        ["logs-collected"] = typeof(LogsCollected),
        ["evidence-recorded"] = typeof(EvidenceRecorded),
        ["sampled"] = typeof(Sampled),
        ["mail-counted"] = typeof(MailCounted),
        ["sample-asked"] = typeof(SampleAsked),
        ["sample-not-taken"] = typeof(SampleNotTaken),
        ["differences-accepted"] = typeof(DifferencesAccepted),
        ["run-paused"] = typeof(RunPaused),
        ["run-resumed"] = typeof(RunResumed),
        ["decision-proposed"] = typeof(DecisionProposed),
        ["proposal-expired"] = typeof(ProposalExpired),
        ["retry-decided"] = typeof(RetryDecided),
        ["set-voided"] = typeof(SetVoided),
        ["set-again"] = typeof(SetAgain),
        ["fixed-declared"] = typeof(FixedDeclared),
        ["skip-decided"] = typeof(SkipDecided),
        ["rollback-decided"] = typeof(RollbackDecided),
        ["loss-counted"] = typeof(LossCounted),
        ["left-out-counted"] = typeof(LeftOutCounted),
        ["host-left-out"] = typeof(HostLeftOut),
        ["older-backup-accepted"] = typeof(OlderBackupAccepted),
        ["backup-abort-decided"] = typeof(BackupAbortDecided),
        ["abort-decided"] = typeof(AbortDecided),
        ["gate-opened"] = typeof(GateOpened),
        ["gate-decided"] = typeof(GateDecided),
        ["client-accepted"] = typeof(ClientAccepted),
        ["client-refused"] = typeof(ClientRefused),
        ["rejection-decided"] = typeof(RejectionDecided),
        ["issue-opened"] = typeof(IssueOpened),
        ["issue-closed"] = typeof(IssueClosed),
        ["note-added"] = typeof(NoteAdded),
        ["handover-offered"] = typeof(HandoverOffered),
        ["handover-taken"] = typeof(HandoverTaken),
        ["roles-changed"] = typeof(RolesChanged),
        ["glass-broken"] = typeof(GlassBroken),
        ["host-taken-over"] = typeof(HostTakenOver),
        ["session-noted"] = typeof(SessionNoted),
        ["host-given-back"] = typeof(HostGivenBack),
        ["plan-amended"] = typeof(PlanAmended),
        ["item-checked"] = typeof(ItemChecked),
        ["file-kept"] = typeof(FileKept),
        ["proof-confirmed"] = typeof(ProofConfirmed),
        ["command-refused"] = typeof(CommandRefused),
    };

    private static readonly Dictionary<Type, string> Names = Kinds.ToDictionary(k => k.Value, k => k.Key);

    /// <summary>All kinds with their types, for the contract test.</summary>
    public static IReadOnlyDictionary<string, Type> All => Kinds;

    /// <summary>Kind of an event.</summary>
    public static string KindOf(RunEvent e) => Names[e.GetType()];

    /// <summary>Compact JSON body; the command id, where there is one, is its last field.</summary>
    public static string BodyOf(RunEvent e, string? commandId)
    {
        var body = JsonSerializer.SerializeToNode(e, e.GetType(), Json)!.AsObject();
        if (commandId is not null)
        {
            body[CommandKey + "Id"] = commandId;
        }
        return body.ToJsonString(Json);
    }

    /// <summary>Reads a body back.</summary>
    /// <exception cref="JsonException">Unknown kind, or a body that does not fit: the journal is from a newer version or damaged.</exception>
    public static (RunEvent Event, string? CommandId) Read(string kind, string body)
    {
        if (!Kinds.TryGetValue(kind, out var type))
        {
            throw new JsonException($"unknown event kind '{kind}': this journal was written by a newer version");
        }
        var node = JsonNode.Parse(body)!.AsObject();
        var commandId = (string?)node[CommandKey + "Id"];
        return ((RunEvent)node.Deserialize(type, Json)!, commandId);
    }
}
