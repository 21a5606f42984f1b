using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Runs.Rules;

/// <summary>A clock that goes back is told once, and turns nothing round: no event is written earlier than the one before it.</summary>
public static class ClockRules
{
    /// <summary>Small corrections of a time service are not worth a word.</summary>
    public static readonly TimeSpan Worth = TimeSpan.FromSeconds(60);

    /// <summary>Whether people should hear of it.</summary>
    public static bool IsNews(RunState s, DateTimeOffset shows) =>
        s.Id.Length > 0 && !s.HasEnded && s.LastAt - shows > Worth && s.ClockSetBackAt != s.LastAt;

    internal static Decision Decide(RunState s, NoticeClock c) => IsNews(s, c.Shows)
        ? Run.Yes(new ClockSetBack(c.Shows, (int)(s.LastAt - c.Shows).TotalMinutes)) : new Decision.Ignored();
}
