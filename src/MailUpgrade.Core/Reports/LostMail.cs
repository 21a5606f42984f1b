using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>What a rollback after the doors were opened lost: as it was shown before the second name, and as each host counted it on the way back.</summary>
internal static class LostMail
{
    /// <summary>Null where nobody went back over an open door.</summary>
    public static Figure? Of(ReportNight n)
    {
        if (n.Last<RollbackDecided>() is not { } decided
            || n.DoorsOpen is not { } doors || !n.All<PhaseStarted>().Any(x => x.Fact.Phase == doors.Id && x.Entry.Seq < decided.Seq))
        {
            return null;
        }
        var shown = n.All<LossCounted>().LastOrDefault(x => x.Entry.Seq < decided.Seq);
        var counting = LossCounter.StepOf(n.Plan)?.Id;
        var hosts = n.All<StepEnded>().Where(x => x.Entry.Seq > decided.Seq && counting is not null && x.Fact.Step.Split('/')[0] == counting)
            .GroupBy(x => x.Fact.Step, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(x => x.Fact.Step, StringComparer.Ordinal).ToList();
        return new Figure(
            n.Say.Say("Mail lost by going back", "Email hilang karena rollback"),
            shown.Fact is null ? n.Say.Say("not counted before it was decided", "tidak dihitung sebelum diputuskan") : Shown(n, shown.Fact, n.At(shown.Entry.At)),
            [.. shown.Fact is null ? Array.Empty<long>() : [shown.Entry.Seq], .. hosts.Select(x => x.Entry.Seq)])
        {
            Items = [.. hosts.Select(x => Words.Of($"{n.At(x.Entry.At)}: {x.Fact.Reason}"))],
        };
    }

    private static string Shown(ReportNight n, LossCounted loss, string at)
    {
        var (messages, accounts) = (n.Say.Number(loss.Messages), n.Say.Number(loss.Accounts));
        var text = n.Say.Say(
            $"{messages} {(loss.Messages == 1 ? "message" : "messages")} of {accounts} {(loss.Accounts == 1 ? "account" : "accounts")} that came since the doors opened, counted {at} and shown before the second name",
            $"{messages} email dari {accounts} akun yang masuk sejak akses dibuka, dihitung {at} dan ditunjukkan sebelum nama kedua");
        var rest = Words.Of(string.Join(", ", loss.NotCounted));
        return loss.NotCounted.Count == 0 ? text : text + n.Say.Say($"; not counted: {rest}", $"; tidak terhitung: {rest}");
    }
}
