using System.Globalization;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>The line that is told when nothing was told for long: silence must not look like a dead bot.</summary>
public static class NoNews
{
    /// <summary>A silent message; the same silence of the same length is the same message.</summary>
    public static OutboundMessage Of(RunState s, Scene scene, Speech say, DateTimeOffset lastNews)
    {
        var since = say.Clock(lastNews);
        var (head, next) = (Headline.Of(s, scene, say), NextDecision.Of(s, scene, say));
        var lines = new List<string>
        {
            next is { IsDue: true }
                ? FirstLine.Of(say.Say($"⏸ Still waiting since {since}: ", $"⏸ Masih menunggu sejak {since}: "), next.Text, "")
                : FirstLine.Of(say.Say($"● No news since {since}, running: ", $"● Belum ada kabar sejak {since}, berjalan: "), Progress.Current(s, scene.Plan)?.Id ?? head.Text, ""),
        };
        lines.AddRange(s.InFlight.Where(x => Facts.StepOf(scene.Plan, x.Name)?.Kind != StepKind.Ask)
            .OrderBy(x => x.StartedAt).ThenBy(x => x.Name, StringComparer.Ordinal).Take(6)
            .Select(x => say.Say($"{x.Name} for {say.Span(scene.Now - (x.StartedAt ?? scene.Now))}", $"{x.Name} sudah {say.Span(scene.Now - (x.StartedAt ?? scene.Now))}")));
        lines.AddRange(StatusView.Lines(s, scene, say).Skip(1).Take(next is { IsDue: true } ? 1 : 2));
        var length = (long)(scene.Now - lastNews).TotalMinutes;
        return new OutboundMessage(
            string.Create(CultureInfo.InvariantCulture, $"{s.Id}:no-news:{s.Seq}:{length}"), MessageKind.Notice, false, null, lines, OutboundMessage.NoButtons, null);
    }
}
