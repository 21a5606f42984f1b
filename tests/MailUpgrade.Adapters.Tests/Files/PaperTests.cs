using System.Diagnostics;
using System.Text.RegularExpressions;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans.Paper;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Files;

public sealed partial class PaperTests
{
    private static readonly ConfigFolder Good = new(TestFiles.Good);

    private static PaperSource Source() => PlanCheck.Of(Good, "night", "three").Paper(Good);

    [Theory]
    [InlineData("en")]
    [InlineData("id")]
    public void The_paper_has_a_command_for_every_host_of_every_step(string language)
    {
        var source = Source();
        var paper = PlanPrinter.Print(source, language);

        foreach (var step in source.Plan.Phases.Append(source.Plan.Rollback).SelectMany(p => p.Steps))
        {
            Assert.Contains($"### {step.Id}: {step.Title.In(language)}", paper, StringComparison.Ordinal);
            Assert.Contains(step.Expect.In(language), paper, StringComparison.Ordinal);
            Assert.Contains(step.StopRule.In(language), paper, StringComparison.Ordinal);
            Assert.All(step.Hosts?.In(source.Fleet) ?? [], h => Assert.Contains($"MU_STEP={step.Id}/{h.Name} ", paper, StringComparison.Ordinal));
        }
        Assert.All(source.Plan.Phases, p => Assert.Contains(p.WayBack.In(language), paper, StringComparison.Ordinal));
        Assert.All(source.Fleet.Hosts, h => Assert.Contains($"### {h.Name} ({h.Address})", paper, StringComparison.Ordinal));
        Assert.Contains(source.PlanHash, paper, StringComparison.Ordinal);
    }

    [Fact]
    public void The_canary_stands_first_and_the_rules_of_an_installer_stand_beside_it()
    {
        var paper = PlanPrinter.Print(Source(), "en");
        var step = paper[paper.IndexOf("### upgrade-box", StringComparison.Ordinal)..];

        Assert.True(step.IndexOf("**box2**", StringComparison.Ordinal) < step.IndexOf("**box1**", StringComparison.Ordinal));
        Assert.Contains("box2 first and alone; when it has passed, the others at most 2 at a time", step, StringComparison.Ordinal);
        Assert.Contains("Never kill it once the output says** `Continue? [N]`", step, StringComparison.Ordinal);
        Assert.Contains(@"- `Continue\? \[N\] $` → `Y`, Enter", paper, StringComparison.Ordinal);
        Assert.Contains("Decision of supervisor (within 30 min): Go on?", paper, StringComparison.Ordinal);
        Assert.Contains("- [ ] Log in", paper, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stranger_who_pastes_the_paper_into_a_shell_runs_what_the_bot_would_run()
    {
        var config = TestFiles.Overlaid("../Good");
        var host = Directory.CreateTempSubdirectory("mailupgrade-paper-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(config, "packs", "mini", "lib.sh"), "say() { echo \"$MU_HOST $MU_STEP $MU_ROLES: $1\"; }");
            File.WriteAllText(Path.Combine(config, "packs", "mini", "stop.sh"), "say 'it''s stopped'; touch stopped\n");
            File.WriteAllText(Path.Combine(config, "packs", "mini", "check-stopped.sh"), "test -f stopped && say still || { say moving; exit 2; }\n");
            File.WriteAllText(Path.Combine(config, "providers", "copy", "snapshot-restore.sh"), "say \"set $MU_SET of $MU_TESTERS\"\n");
            var folder = new ConfigFolder(config);
            var paper = PlanPrinter.Print(PlanCheck.Of(folder, "night", "three").Paper(folder), "en").Replace("/root/mu", host, StringComparison.Ordinal);

            var annex = paper[paper.IndexOf("## Annex A", StringComparison.Ordinal)..];
            var setUp = BlockAfter(annex, "### box1 (127.0.5.2)")[0].Replace("______", "2018-12-29-three", StringComparison.Ordinal);
            var scripts = Block().Matches(paper[paper.IndexOf("## Annex B", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value);
            var stop = BlockAfter(paper[paper.IndexOf("### stop-all", StringComparison.Ordinal)..], "**box1**");
            var restore = BlockAfter(paper[paper.IndexOf("### restore", StringComparison.Ordinal)..], "**box1**");
            var session = string.Join('\n', [setUp, .. scripts, $"cd {host} && . ./mu.sh", stop[0], stop[1], stop[0], $"rm {host}/stopped", restore[0]]);

            Assert.Equal(
            [
                "box1 stop-all/box1 store: moving", "code 2", "box1 stop-all/box1 store: its stopped", "code 0",
                "box1 stop-all/box1 store: still", "code 0",
                "box1 stop-all/box1 store: still", "code 0",
                "box1 restore/box1 store: moving", "code 2", "box1 restore/box1 store: set 2018-12-29-three-final of 127.0.9.1", "code 0",
            ], Shell(session).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Directory.Delete(config, recursive: true);
            Directory.Delete(host, recursive: true);
        }
    }

    [Fact]
    public void The_way_in_to_a_real_host_is_an_ssh_command()
    {
        var source = Source();
        var paper = PlanPrinter.Print(source with { Fleet = source.Fleet with { Kind = Core.Plans.FleetKind.Production } }, "en");

        Assert.Contains("Way in: `ssh -p 2222 admin@127.0.5.1`", paper, StringComparison.Ordinal);
        Assert.Contains("Way in: `ssh -J gate@jump.example.co.id 127.0.5.3`", paper, StringComparison.Ordinal);
    }

    [Fact]
    public void One_screen_shows_when_each_phase_is_due()
    {
        var screen = PlanPrinter.Show(Source(), "en").Split('\n');

        Assert.True(screen.Length <= 24);
        Assert.All(screen, line => Assert.True(line.Length <= 120));
        Assert.Contains("Planned 2 h of 4 h. A rollback needs 1 h 28 min, safe until 01:32.", screen);
        Assert.Contains(screen, l => Regex.IsMatch(l, @"^19:00 +backup +1 h 30 min +executor +1 +2"));
        Assert.Contains(screen, l => Regex.IsMatch(l, @"^23:20 +stores +1 h +executor +2 +3  gate supervisor, never killed"));
        Assert.Contains(screen, l => Regex.IsMatch(l, @"^00:50 +doors .*point of no return"));
        Assert.All(PlanPrinter.Show(Source(), "id").Split('\n'), line => Assert.DoesNotContain(" min", line, StringComparison.Ordinal));
    }

    private static List<string> BlockAfter(string text, string mark) =>
        [.. Block().Matches(text[text.IndexOf(mark, StringComparison.Ordinal)..]).Take(2).Select(m => m.Groups[1].Value)];

    private static string Shell(string session)
    {
        using var sh = Process.Start(new ProcessStartInfo("sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        sh.StandardInput.Write(session + "\n");
        sh.StandardInput.Close();
        var errors = sh.StandardError.ReadToEndAsync();
        var output = sh.StandardOutput.ReadToEnd();
        sh.WaitForExit();
        Assert.Equal("", errors.Result);
        return output;
    }

    [GeneratedRegex("```sh\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
