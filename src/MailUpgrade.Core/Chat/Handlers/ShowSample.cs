using System.Globalization;
using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/baseline</c>, <c>/sample</c> and <c>/sample details</c></summary>
internal static class ShowSample
{
    public static Task<IReadOnlyList<string>> BaselineAsync(QuestionContext c, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(c.State.Samples.GetValueOrDefault("baseline") is { } e
            ? [c.Speech.Say("✔ Baseline sealed", "✔ Baseline disegel"), SampleTexts.Sealed(e, c.Speech), .. SampleTexts.Detail(e, c.State, c.Speech, 20).Where(l => l.Length > 0)]
            : [c.Speech.Say("No baseline yet", "Belum ada baseline"), c.Speech.Say("It is taken after the doors are closed.", "Diambil setelah akses ditutup.")]);

    public static Task<IReadOnlyList<string>> CompareAsync(QuestionContext c, CancellationToken ct)
    {
        var words = c.Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Task.FromResult<IReadOnlyList<string>>(c.State.Samples.GetValueOrDefault("compare") is not { } e
            ? [c.Speech.Say("Nothing was compared yet", "Belum ada yang dibandingkan"), c.Speech.Say("It is done after the upgrade, before the client looks. /sample ADDRESS looks at one account now.", "Dilakukan setelah upgrade, sebelum klien mengecek. /sample ALAMAT melihat satu akun sekarang.")]
            : words is ["details", ..]
            ? Details(c, e, words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1)
            : [Head(c, e), SampleTexts.Compared(e, c.Speech), .. SampleTexts.Detail(e, c.State, c.Speech, 20).Where(l => l.Length > 0), .. Flow(c)]);
    }

    private static string Head(QuestionContext c, Runs.Events.Sampled e) =>
        e.Findings.Count == 0 ? c.Speech.Say("✔ No differences in the sample", "✔ Tidak ada perbedaan di sampel")
        : c.Speech.Say($"✖ Sample failed: {e.Findings.Count} differ", $"✖ Sampel gagal: {e.Findings.Count} berbeda");

    private static IEnumerable<string> Flow(QuestionContext c) =>
        (c.State.Samples.GetValueOrDefault("flow") is { } flow ? FlowTexts.Lines(flow, c.Speech) : [])
            .Append(FlowTexts.Balance(c.State, c.Speech)).Append(FlowTexts.Lost(c.State, c.Speech)).Where(l => l.Length > 0);

    private static IReadOnlyList<string> Details(QuestionContext c, Runs.Events.Sampled e, int page)
    {
        var pages = Math.Max(1, ((e.Details?.Count ?? 0) + SampleTexts.PageLines - 1) / SampleTexts.PageLines);
        var shown = Math.Clamp(page, 1, pages);
        return
        [
            c.Speech.Say($"Differences, page {shown} of {pages}", $"Perbedaan, halaman {shown} dari {pages}"),
            .. SampleTexts.Page(e, c.State, c.Speech, shown),
            shown < pages ? c.Speech.Say($"Next: /sample details {shown + 1}", $"Lanjut: /sample details {shown + 1}") : c.Speech.Say("/ack 1,3 REASON accepts some, /ack all REASON all; addresses are whole in the report.", "/ack 1,3 ALASAN menerima sebagian, /ack all ALASAN semuanya; alamat lengkap ada di laporan."),
        ];
    }
}
