using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>All views of an event, by subject.</summary>
internal static class AllViews
{
    public static IEnumerable<View> Of(Moment m, IReadOnlyDictionary<string, long> phaseStarts, PermitVoided? voided) =>
    [
        .. StartViews.Of(m, voided), .. PhaseViews.Of(m, phaseStarts), .. StepViews.Of(m), .. DecidedViews.Of(m), .. PeopleViews.Of(m),
        .. PauseViews.Of(m), .. GateViews.Of(m), .. NewsViews.Of(m), .. KnownViews.Of(m), .. LookViews.Of(m), .. EndViews.Of(m),
    ];
}
