namespace MailUpgrade.Core.Plans.Paper;

/// <summary>The annexes: the way in to each host with its assignments, every script once, and what the installer asks.</summary>
internal static class Annex
{
    /// <summary>Runs one script as the bot would: assignments, library, script, in one shell whose input stays the keyboard.</summary>
    private const string Runner = """
        cat > mu.sh <<'MU_END'
        . /root/mu/env
        mu() { mu_s=$1; shift; case $mu_s in providers/*) mu_l=${mu_s%/*}/lib.sh ;; *) mu_l= ;; esac; test -f "$mu_l" || mu_l=; cat env packs/PACK/lib.sh $mu_l "$mu_s" > now.sh && env "$@" sh now.sh; mu_c=$?; echo "code $mu_c"; return $mu_c; }
        MU_END
        """;

    public static void Write(PaperText paper, PaperSource source)
    {
        Hosts(paper, source);
        Scripts(paper, source);
        if (source.Pack is { } pack)
        {
            Installer(paper, pack);
        }
    }

    private static void Hosts(PaperText paper, PaperSource source)
    {
        paper.Heading(2, paper.Say("Annex A: each host once", "Lampiran A: tiap host sekali"));
        paper.Line(paper.Say(
            "Log in, become root, paste the block. Write the run's id into its first assignment. In each new session: `cd /root/mu && . ./mu.sh`.",
            "Login, jadi root, tempel blok ini. Tulis id run di baris MU_RUN. Di tiap sesi baru: `cd /root/mu && . ./mu.sh`."));
        var needsBot = source.Plan.Phases.Append(source.Plan.Rollback).SelectMany(p => p.Steps).Any(s => s.Hosts?.IsBot == true);
        foreach (var host in needsBot ? source.Fleet.Hosts.Append(FleetHost.BotItself) : source.Fleet.Hosts)
        {
            paper.Heading(3, $"{host.Name} ({host.Address})");
            paper.Line(LogIn(paper, source.Fleet, host)).Line();
            var place = source.Place?.Invoke(host) ?? new Dictionary<string, string> { ["MU_ADDR"] = host.Address, ["MU_ROOT"] = "", ["MU_PORTS"] = "" };
            var values = StepVariables.OfHost(source.Plan, source.Fleet, host, "______")
                .OrderBy(v => v.Key == "MU_RUN" ? 0 : 1).Concat(place.OrderBy(p => p.Key, StringComparer.Ordinal));
            var block = "mkdir -p /root/mu && cd /root/mu\ncat > env <<'MU_END'\n"
                + string.Concat(values.Select(v => $"{v.Key}={StepVariables.Quoted(v.Value)}\n"))
                + "MU_END\n" + Runner.Replace("PACK", source.Plan.Pack, StringComparison.Ordinal);
            paper.Literal("sh", block);
        }
    }

    private static string LogIn(PaperText paper, Fleet fleet, FleetHost host)
    {
        if (host.Name == HostSelector.Bot)
        {
            return paper.Say("The bot's own machine.", "Mesin bot sendiri.");
        }
        if (fleet.Kind == FleetKind.Practice)
        {
            return paper.Say("A practice host: a folder of the practice cluster on the bot's machine, no login.", "Host latihan: folder dari cluster latihan di mesin bot, tanpa login.");
        }
        var site = fleet.Sites.FirstOrDefault(s => s.Name == host.Site);
        var command = "ssh" + (site?.Jump is { } jump ? $" -J {jump}" : "") + (site is null or { Port: 22 } ? "" : $" -p {site.Port}")
            + $" {(site?.User is { } user ? user + "@" : "")}{host.Address}";
        return $"{paper.Say("Way in", "Jalan masuk")}: `{command}`";
    }

    private static void Scripts(PaperText paper, PaperSource source)
    {
        paper.Heading(2, paper.Say("Annex B: the scripts", "Lampiran B: script"));
        paper.Line(paper.Say(
            "Needed on every host that runs them, below `/root/mu`. Each block is pasted as it is.",
            "Diperlukan di tiap host yang menjalankannya, di bawah `/root/mu`. Tiap blok ditempel apa adanya."));
        var named = source.Plan.Phases.Append(source.Plan.Rollback).SelectMany(p => p.Steps)
            .SelectMany(s => StepScripts.All(source.Plan, source.Fleet, s)).Distinct().OrderBy(s => s.ToString(), StringComparer.Ordinal);
        foreach (var script in named.Prepend(new ScriptRef(ScriptPlace.Pack, source.Plan.Pack, Pack.Library)))
        {
            paper.Heading(3, script.ToString());
            if (source.TextOf(script) is not { } text)
            {
                paper.Line($"**{paper.Say("This script is missing: the plan does not lint clean.", "Script ini tidak ada: rencana belum bersih.")}**");
                continue;
            }
            var folder = script.ToString()[..script.ToString().LastIndexOf('/')];
            paper.Literal("sh", $"cd /root/mu && mkdir -p {folder} && cat > {script} <<'MU_END'\n{text.TrimEnd('\n')}\nMU_END");
        }
    }

    private static void Installer(PaperText paper, Pack pack)
    {
        paper.Heading(2, paper.Say("Annex C: what the installer asks", "Lampiran C: pertanyaan installer"));
        paper.Line(paper.Say(
            "The first line that fits the end of the output counts. A question that is not here: stop, and decide together.",
            "Baris pertama yang cocok dengan akhir output yang berlaku. Pertanyaan yang tidak ada di sini: berhenti, putuskan bersama.")).Line();
        foreach (var prompt in pack.Prompts)
        {
            paper.Line($"- `{prompt.Match}` → {(prompt.Answer.Length == 0 ? "Enter" : $"`{prompt.Answer}`, Enter")}");
        }
        paper.Heading(3, paper.Say("Never start the installer again after", "Jangan jalankan installer lagi setelah"));
        foreach (var bar in pack.BarsRetry)
        {
            paper.Line($"- `{bar}`");
        }
        paper.Heading(3, paper.Say("What is known to help", "Yang biasa membantu"));
        foreach (var remedy in pack.KnownRemedies)
        {
            paper.Line($"- `{remedy.Match}`: {paper.Say(remedy.Text)}");
        }
    }
}
