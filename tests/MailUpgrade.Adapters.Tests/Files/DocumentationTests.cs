using System.Text.RegularExpressions;
using MailUpgrade.Adapters.Files;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Files;

public sealed partial class DocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(TestFiles.Repository, "docs", "plan.md"));

    [Fact]
    public void The_worked_example_lints_clean_as_it_stands()
    {
        var folder = Directory.CreateTempSubdirectory("mailupgrade-docs-").FullName;
        try
        {
            foreach (Match block in Example().Matches(Text))
            {
                var path = Path.Combine(folder, block.Groups[1].Value);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, block.Value);
            }
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                File.WriteAllText(file, Body().Match(File.ReadAllText(file)).Groups[1].Value);
            }

            Assert.Equal([], PlanCheck.Of(new ConfigFolder(folder), "dovecot-2.4", "office").Faults.Select(f => f.ToString()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_key_and_every_fault_code_has_a_word_in_the_documentation()
    {
        var words = Code().Matches(Text[Text.IndexOf("## Every key", StringComparison.Ordinal)..])
            .SelectMany(m => m.Groups[1].Value.Split([' ', ',', '{', '}', ':'], StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
        var shapes = FileShapes.OfPlan.Concat(
        [
            FleetShapes.Fleet, FleetShapes.Site, FleetShapes.Providers, FleetShapes.Host, FleetShapes.Volume, FleetShapes.Team,
            FleetShapes.Person, FleetShapes.Calendar, FleetShapes.Freeze, FleetShapes.Pack, FleetShapes.VersionPath, FleetShapes.Prompt, FleetShapes.Never, FleetShapes.Remedy,
            MailShapes.Mail, MailShapes.Directory, MailShapes.TestAccount, MailShapes.Sample, MailShapes.Sampling,
        ]);
        var announced = TestFiles.BrokenNames().SelectMany(n => TestFiles.AnnouncedIn(n)).Select(a => a.Split(' ')[1]);

        Assert.Empty(shapes.SelectMany(s => s.Keys).Select(k => k.Name).Except(["en"]).Except(words));
        Assert.Empty(announced.Distinct().Except(words));
    }

    [GeneratedRegex("(?<=```(?:yaml|sh)\n)# ([a-z][A-Za-z0-9/._-]+)\n.*?(?=```\n)", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^[^\n]*\n(.*)$", RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();
}
