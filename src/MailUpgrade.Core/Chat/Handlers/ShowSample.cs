using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/baseline</c> and <c>/sample</c></summary>
internal static class ShowSample
{
    public static Task<IReadOnlyList<string>> BaselineAsync(QuestionContext c, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(c.State.Samples.GetValueOrDefault("baseline") is { } e
            ? [c.Speech.Say("✔ Baseline sealed", "✔ Baseline disegel"), SampleTexts.Sealed(e, c.Speech), .. SampleTexts.Detail(e, c.Speech, 20)]
            : [c.Speech.Say("No baseline yet", "Belum ada baseline"), c.Speech.Say("It is taken after the doors are closed.", "Diambil setelah akses ditutup.")]);

    public static Task<IReadOnlyList<string>> CompareAsync(QuestionContext c, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(c.State.Samples.GetValueOrDefault("compare") is { } e
            ? [e.Findings.Count == 0 ? c.Speech.Say("✔ No differences in the sample", "✔ Tidak ada perbedaan di sampel") : c.Speech.Say($"✖ Sample failed: {e.Findings.Count} differ", $"✖ Sampel gagal: {e.Findings.Count} berbeda"), SampleTexts.Compared(e, c.Speech), .. SampleTexts.Detail(e, c.Speech, 20)]
            : [c.Speech.Say("Nothing was compared yet", "Belum ada yang dibandingkan"), c.Speech.Say("It is done after the upgrade, before the client looks.", "Dilakukan setelah upgrade, sebelum klien mengecek.")]);
}
