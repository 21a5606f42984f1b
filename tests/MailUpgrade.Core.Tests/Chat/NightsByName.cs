using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

/// <summary>The nights by name, for theories.</summary>
public static partial class Nights
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, Func<PureNight>> All { get; } = new Dictionary<string, Func<PureNight>>
    {
        ["clean"] = Clean,
        ["failed"] = () => Failed(),
        ["retried"] = Retried,
        ["unknown"] = () => Failed("unknown"),
        ["rollback"] = RolledBack,
        ["skipped"] = Skipped,
        ["not-ok"] = NotOk,
        ["rejected"] = Rejected,
        ["nobody-said-go"] = NoGoInTime,
        ["plan-edited"] = PlanEdited,
        ["no-go"] = NoGo,
        ["rescheduled"] = Rescheduled,
        ["prompt"] = Prompt,
        ["link-lost"] = LinkLost,
        ["overdue"] = Overdue,
        ["window"] = WindowClosed,
        ["aborted"] = Aborted,
        ["held"] = Held,
        ["bot-away"] = BotAway,
        ["precheck-failed"] = PrecheckFailed,
        ["files-taken"] = FilesTaken,
        ["issues"] = Issues,
        ["gate"] = AtGate,
        ["long-words"] = LongWords,
        ["handed-over"] = HandedOver,
        ["glass"] = GlassBroken,
        ["role-changed"] = RoleChanged,
        ["in-hand"] = InHand,
        ["amended"] = Amended,
        ["items"] = WithItems,
        ["expired"] = ProposalExpired,
        ["file"] = FileKept,
        ["set-void"] = SetVoid,
        ["set-again"] = SetMadeAgain,
    };

    public static TheoryData<string, string> Everywhere()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in All.Keys)
        {
            data.Add(name, "en");
            data.Add(name, "id");
        }
        return data;
    }
}
