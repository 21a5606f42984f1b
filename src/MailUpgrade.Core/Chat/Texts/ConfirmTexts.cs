using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>What the second tap names, and what it costs.</summary>
internal static class ConfirmTexts
{
    public static (string What, string Cost) Of(PersonCommand command, RunState s, Scene scene, Speech say)
    {
        var hosts = say.Number(scene.Fleet.Hosts.Count);
        var length = say.Span(scene.Plan.Guidance.Length);
        return command switch
        {
            Rollback => (say.Say($"Roll back {hosts} hosts of {scene.Fleet.Id}", $"Rollback {hosts} host {scene.Fleet.Id}"),
                Facts.PassedNoReturn(s, scene.Plan)
                    ? say.Say($"New mail since the doors opened is lost. About {length}.", $"Email baru sejak akses dibuka akan hilang. Sekitar {length}.")
                    : say.Say($"Everything since kick-off is undone, about {length}.", $"Semua sejak kick-off dibatalkan, sekitar {length}.")),
            Skip skip => Of(skip, s, scene, say),
            LeaveOut without => (say.Say($"Go on without {without.Host}", $"Lanjut tanpa {without.Host}"), NamedTexts.LeaveOutCost(without.Host, s, say)),
            Abort => (say.Say($"Give up run {s.Id}", $"Hentikan run {s.Id}"),
                say.Say("The run ends where it stands. Nothing is taken back.", "Run berakhir di posisi sekarang. Tidak ada yang dikembalikan.")),
            _ => (say.Say($"Close {s.Id} as not accepted", $"Tutup {s.Id}: tidak diterima"),
                say.Say("The run ends. The cluster stays as it is now, doors closed.", "Run berakhir. Cluster tetap seperti sekarang, akses tertutup.")),
        };
    }

    /// <summary>Reasons to pick from for leaving a step out, where none was written.</summary>
    public static IReadOnlyList<string> Reasons(Speech say) =>
    [
        say.Say("not needed tonight", "tidak perlu malam ini"), say.Say("done by hand", "sudah dikerjakan manual"),
        say.Say("done after the night", "dikerjakan sesudah malam ini"), say.Say("the vendor says so", "kata vendor"),
    ];

    /// <summary>What the client's IT can pick from where only a no was pressed.</summary>
    public static IReadOnlyList<string> Complaints(Speech say) =>
    [
        say.Say("does not work", "tidak jalan"), say.Say("something is missing", "ada yang hilang"),
        say.Say("too slow", "terlalu lambat"), say.Say("not all could be tried", "belum semua bisa dicoba"),
    ];

    private static (string What, string Cost) Of(Skip skip, RunState s, Scene scene, Speech say)
    {
        var step = RepairRules.Meant(s, skip.Step, out _)?.Name ?? skip.Step;
        return (say.Say($"Skip {step}", $"Lewati {step}"),
            Facts.StepOf(scene.Plan, step)?.Skip is { } rule ? say.Say(rule.Consequence) : "");
    }
}
