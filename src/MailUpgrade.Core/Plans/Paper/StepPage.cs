namespace MailUpgrade.Core.Plans.Paper;

/// <summary>One section per step: the facts, then the commands host by host.</summary>
internal static class StepPage
{
    public static void Write(PaperText paper, PaperSource source, Phase phase, Step step)
    {
        var hosts = Ordered(step, source.Fleet);
        paper.Heading(3, $"{step.Id}: {paper.Say(step.Title)}");
        paper.Line($"- {paper.Say("Expected", "Hasil yang diharapkan")}: {paper.Say(step.Expect)}");
        paper.Line($"- **{paper.Say("Stop", "Berhenti")}**: {paper.Say(step.StopRule)}");
        Limits(paper, step);
        switch (step.Kind)
        {
            case StepKind.Ask when step.Ask is { } ask:
                paper.Line($"- {paper.Say("Asked", "Ditanya")}: {ask.Role}. {paper.Say("OK / not OK, time, signature", "OK / tidak OK, jam, tanda tangan")}: ______________________");
                foreach (var item in ask.Items)
                {
                    paper.Line($"  - [ ] {paper.Say(item)}");
                }
                break;
            case StepKind.Wait when step.WaitFor is { } length:
                paper.Line($"- {paper.Say("Wait", "Tunggu")} {paper.Length(length)}. {paper.Say("From", "Dari")} ______ {paper.Say("to", "sampai")} ______");
                break;
            case StepKind.Sample:
                paper.Line($"- {Sample(paper, step)}");
                break;
            default:
                Commands(paper, source, phase, step, hosts);
                break;
        }
    }

    /// <summary>The hosts in the order in which they are taken: the canary first.</summary>
    private static IReadOnlyList<FleetHost> Ordered(Step step, Fleet fleet) =>
        [.. (step.Hosts?.In(fleet) ?? []).OrderBy(h => h.Name == step.Order.Canary ? 0 : 1)];

    private static void Limits(PaperText paper, Step step)
    {
        if (step.TimeOut is { } limit)
        {
            paper.Line($"- {paper.Say("Time-out", "Batas waktu")}: {paper.Length(limit)}{(step.Uninterruptible.FromMarker is null ? "" : paper.Say(", only before the line below", ", hanya sebelum baris di bawah"))}");
        }
        if (step.Uninterruptible.Always)
        {
            paper.Line($"- **{paper.Say("Never kill it, however long it takes. Call people instead.", "Jangan pernah di-kill, berapa pun lamanya. Panggil orang.")}**");
        }
        if (step.Uninterruptible.FromMarker is { } marker)
        {
            paper.Line($"- **{paper.Say("Never kill it once the output says", "Jangan pernah di-kill setelah output menulis")}** `{marker}`");
        }
        if (step.Skip is { } skip)
        {
            paper.Line($"- {paper.Say("May be skipped; then", "Boleh dilewati; akibatnya")}: {paper.Say(skip.Consequence)}");
        }
        if (step.Evidence is { } proof)
        {
            paper.Line($"- {paper.Say("Proof made here", "Bukti dari langkah ini")}: {proof}. {paper.Say("Id, size, time", "Id, ukuran, jam")}: ______________________");
        }
    }

    private static string Sample(PaperText paper, Step step) => step.With.GetValueOrDefault("take") == "flow"
        ? paper.Say(
            "By hand: send a mail through every MTA to an account of every mailbox host, and one back; note the times; delete both.",
            "Dengan tangan: kirim email lewat tiap MTA ke satu akun di tiap host mailbox, dan balasannya; catat jamnya; hapus keduanya.")
        : step.With.GetValueOrDefault("take") == "compare"
        ? paper.Say(
            "By hand: log in with the accounts written down at the baseline and compare folders, counts, newest and oldest mail. Only these few are then known.",
            "Dengan tangan: login ke akun yang dicatat saat baseline, bandingkan folder, jumlah, email terbaru dan tertua. Hanya yang sedikit itu yang diketahui.")
        : paper.Say(
            "By hand: choose at least two accounts of every mailbox host; write down folders, counts, newest and oldest mail.",
            "Dengan tangan: pilih minimal dua akun dari tiap host mailbox; catat folder, jumlah, email terbaru dan tertua.");

    private static void Commands(PaperText paper, PaperSource source, Phase phase, Step step, IReadOnlyList<FleetHost> hosts)
    {
        if (hosts.Count == 0)
        {
            paper.Line($"- {paper.Say("No host of this fleet is chosen: nothing to do.", "Tidak ada host yang terpilih di fleet ini: tidak ada pekerjaan.")}");
            return;
        }
        paper.Line($"- Host ({hosts.Count}): {Order(paper, step, hosts)}");
        if (step.Retry.Times > 0)
        {
            paper.Line($"- {paper.Say("The check may be repeated, the action never", "Pengecekan boleh diulang, tindakannya tidak")}: {step.Retry.Times} × {paper.Length(step.Retry.Every)}");
        }
        foreach (var host in hosts)
        {
            paper.Line().Line($"**{host.Name}** ({host.Address}) ☐ {paper.Say("time", "jam")} ______").Line();
            foreach (var block in Blocks(paper, source, phase, step, host))
            {
                paper.Literal("sh", block);
            }
        }
    }

    private static string Order(PaperText paper, Step step, IReadOnlyList<FleetHost> hosts)
    {
        var rest = hosts.Count == 1 ? ""
            : step.Order.AtOnce == 1 ? paper.Say("one after another", "satu per satu")
            : paper.Say($"at most {step.Order.AtOnce} at a time", $"paling banyak {step.Order.AtOnce} sekaligus");
        return step.Order.Canary is not { } canary ? (rest.Length == 0 ? hosts[0].Name : rest)
            : paper.Say($"{canary} first and alone; when it has passed, the others {rest}", $"{canary} dulu sendirian; setelah lolos, lainnya {rest}");
    }

    /// <summary>Two blocks, so that pasting one never answers an installer's question with the next command.</summary>
    private static IEnumerable<string> Blocks(PaperText paper, PaperSource source, Phase phase, Step step, FleetHost host)
    {
        var values = StepVariables.OfStep(step, phase.Id, host.Name, 1, "$MU_RUN")
            .Where(v => v.Key != "MU_SET" || step.With.ContainsKey("set") || step.Kind is StepKind.Snapshot or StepKind.Backup)
            .Select(v => v.Key == "MU_SET" ? $"{v.Key}=\"{v.Value}\"" : $"{v.Key}={Shell(v.Value)}");
        var tail = string.Join(' ', values);
        if (StepScripts.Script(source.Plan, source.Fleet, step) is { } script)
        {
            var done = StepScripts.Done(source.Plan, source.Fleet, step);
            yield return done is null ? $"mu {script} {tail}"
                : $"mu {done} {tail} ||   # {paper.Say("0 = already done, nothing is started", "0 = sudah, tidak ada yang dijalankan")}\nmu {script} {tail}";
        }
        if (StepScripts.Verify(source.Plan, source.Fleet, step) is { } verify)
        {
            yield return $"mu {verify} {tail}   # {paper.Say("this decides", "ini yang menentukan")}";
        }
    }

    private static string Shell(string value) =>
        value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ',' or ':') ? value : StepVariables.Quoted(value);
}
