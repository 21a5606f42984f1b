using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>The pinned message: three lines and Hold, edited in place.</summary>
public static class StatusView
{
    /// <summary>Key of the one status message.</summary>
    public const string Key = "status";

    /// <summary>The message for everybody.</summary>
    public static OutboundMessage Of(RunState s, Scene scene, Speech say) =>
        new(Key, MessageKind.Status, false, null, Lines(s, scene, say), Buttons(s), null);

    /// <summary>Hold is under the thumb as long as anything can be held.</summary>
    private static IReadOnlyList<Button> Buttons(RunState s) =>
        s.HasEnded || s.Id.Length == 0 ? OutboundMessage.NoButtons
        : [new Button("Hold", "/hold", ButtonStyle.Plain, new ButtonPress(s.Id, s.PlanHash, s.Seq))];

    /// <summary>Where it stands, what time is left, whose turn it is.</summary>
    public static IReadOnlyList<string> Lines(RunState s, Scene scene, Speech say) =>
        [Headline.Of(s, scene, say).Line, Left(s, scene, say), Next(s, scene, say)];

    private static string Left(RunState s, Scene scene, Speech say)
    {
        var closes = say.When(s.WindowCloses, scene.Now);
        if (s.HasEnded)
        {
            return say.Say("Nothing runs any more. /report has it all.", "Sudah tidak ada yang jalan. Semuanya ada di /report.");
        }
        if (!s.HasKickedOff)
        {
            var opens = say.When(s.KickOff, scene.Now);
            return say.Say($"Starts {opens}, closes {closes}.", $"Mulai {opens}, paling lambat selesai {closes}.");
        }
        var left = s.WindowCloses - scene.Now;
        var time = left > TimeSpan.Zero
            ? say.Say($"Left {say.Span(left)}.", $"Sisa {say.Span(left)}.")
            : say.Say($"Window closed {closes}.", $"Batas waktu {closes} sudah lewat.");
        return $"{time} {Way(s, scene, say)}".TrimEnd();
    }

    private static string Way(RunState s, Scene scene, Speech say)
    {
        if (Progress.IsWayBack(s))
        {
            return say.Say("The cluster goes back.", "Cluster sedang dikembalikan.");
        }
        if (Progress.RollbackSafeUntil(s, scene) is not { } safe)
        {
            return Facts.PassedNoReturn(s, scene.Plan)
                ? say.Say("Doors are open: going back would lose new mail.", "Akses sudah dibuka: rollback berarti email baru hilang.") : "";
        }
        return safe > scene.Now
            ? say.Say($"Rollback safe until {say.Clock(safe)}.", $"Rollback aman sampai {say.Clock(safe)}.")
            : say.Say($"Rollback was safe until {say.Clock(safe)}.", $"Rollback aman hanya sampai {say.Clock(safe)}.");
    }

    private static string Next(RunState s, Scene scene, Speech say) =>
        NextDecision.Of(s, scene, say) is { } next ? say.Say($"Next: {next.Text}.", $"Berikutnya: {next.Text}.")
        : s.Status == RunStatus.Waiting
            ? say.Say($"Next: kick-off at {say.When(s.KickOff, scene.Now)}, by itself.", $"Berikutnya: kick-off {say.When(s.KickOff, scene.Now)}, otomatis.")
        : s.HasEnded ? say.Say("Next: nobody.", "Berikutnya: tidak ada.")
        : say.Say("Next: no decision is planned.", "Berikutnya: tidak ada keputusan yang direncanakan.");
}
