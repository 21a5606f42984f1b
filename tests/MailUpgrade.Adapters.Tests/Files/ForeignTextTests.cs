using MailUpgrade.Adapters.Files;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Files;

public sealed class ForeignTextTests
{
    [Fact]
    public void A_missing_file_is_one_fault_that_names_the_nearest_file()
    {
        var check = PlanCheck.Of(new ConfigFolder(TestFiles.Good), "nihgt", "three");

        var fault = Assert.Single(check.Faults);
        Assert.Equal(FileFault.MissingFile, fault.Code);
        Assert.Contains("did you mean night?", fault.Text, StringComparison.Ordinal);
        Assert.True(check.IsUnreadable);
        Assert.Null(check.Plan.Value);
    }

    [Fact]
    public void A_missing_fleet_and_team_do_not_drag_faults_of_the_plan_behind_them()
    {
        var folder = new ConfigFolder(TestFiles.Good);

        var check = PlanCheck.Of(folder.Plan("night"), folder.Fleet("four"), TeamLoader.Load("no/team.yaml"), folder.Pack("mini"), folder.Has);

        Assert.Equal([FileFault.MissingFile, FileFault.MissingFile], check.Faults.Select(f => f.Code));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("# only a comment\n", 1)]
    [InlineData("- a list\n", 1)]
    [InlineData("plan: night\n---\nplan: other\n", 2)]
    [InlineData("plan: night\ntitle: { en: A\npack: mini\n", 3)]
    [InlineData("plan: night\nzone: \"Asia\u0001/Jakarta\"\n", 2)]
    [InlineData("plan: night\n{ a: b }: c\n", 2)]
    public void Text_that_is_no_plan_is_one_fault_with_its_line(string text, int line)
    {
        var loaded = PlanLoader.LoadText("night.yaml", text);

        var fault = Assert.Single(loaded.Faults);
        Assert.Equal((FileFault.BrokenYaml, line), (fault.Code, fault.Line));
        Assert.Null(loaded.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\"")]
    [InlineData("\n\t- ")]
    [InlineData(": :")]
    [InlineData("*x")]
    [InlineData("!<")]
    [InlineData("%")]
    public void A_plan_that_breaks_off_anywhere_is_answered_with_faults(string tail)
    {
        var text = new ConfigFolder(TestFiles.Good).Plan("night").Text;

        Assert.All(Enumerable.Range(0, text.Length / 7), cut => Assert.NotEmpty(PlanLoader.LoadText("night.yaml", text[..(cut * 7)] + tail).Faults));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_one_fault_with_their_line()
    {
        var fault = Assert.Single(PlanLoader.LoadBytes("night.yaml", new byte[] { (byte)'a', (byte)':', (byte)'\n', 0xC3, 0x28 }).Faults);

        Assert.Equal((FileFault.BrokenYaml, 2), (fault.Code, fault.Line));
    }

    [Fact]
    public void Hostile_nesting_and_size_are_refused_instead_of_followed()
    {
        var deep = PlanLoader.LoadText("night.yaml", "plan: " + new string('[', 200_000));
        var large = PlanLoader.LoadText("night.yaml", "plan: " + new string('a', 10_000_000));

        Assert.Contains("nested deeper", Assert.Single(deep.Faults).Text, StringComparison.Ordinal);
        Assert.Contains("larger than", Assert.Single(large.Faults).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_shows_a_long_value_in_one_short_line()
    {
        var loaded = CalendarLoader.LoadText("calendar.yaml", $"freezes:\n- {{ from: {new string('x', 5000)}, through: 2018-12-24, reason: {{ en: A, id: B }} }}\n");

        Assert.True(Assert.Single(loaded.Faults).ToString().Length < 200);
    }

    [Fact]
    public void A_freeze_that_ends_before_it_begins_is_a_fault()
    {
        var loaded = CalendarLoader.LoadText("calendar.yaml", "freezes:\n- from: 2018-12-24\n  through: 2018-12-15\n  reason: { en: A, id: B }\n");

        Assert.Equal("calendar.yaml:3: the freeze ends 2018-12-15, before it begins 2018-12-24: swap them [out-of-range]", Assert.Single(loaded.Faults).ToString());
    }

    [Fact]
    public void A_broken_calendar_is_a_fault_of_the_plan_since_it_would_forget_its_freezes()
    {
        var folder = TestFiles.Overlaid("../Good");
        try
        {
            File.WriteAllText(Path.Combine(folder, "calendar.yaml"), "freezes:\n- { from: 2018-12-15, reason: { en: A, id: B } }\n");
            Assert.Equal(["calendar.yaml:2 missing-key"], TestFiles.Found(folder, PlanCheck.Of(new ConfigFolder(folder), "night", "three").Faults));

            File.Delete(Path.Combine(folder, "calendar.yaml"));
            Assert.Equal([], PlanCheck.Of(new ConfigFolder(folder), "night", "three").Faults);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_hash_is_that_of_the_exact_bytes()
    {
        var folder = new ConfigFolder(TestFiles.Good);
        var loaded = folder.Plan("night");

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder.PlanPath("night")))), loaded.Hash);
        Assert.Equal(loaded.Hash, PlanLoader.LoadText("copy", loaded.Text).Hash);
        Assert.NotEqual(loaded.Hash, PlanLoader.LoadText("copy", loaded.Text + " ").Hash);
    }
}
