using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class CommandTableTests
{
    public static TheoryData<string> Words => [.. Permissions.Words];

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_that_may_be_said_has_help_in_both_languages_and_a_handler(string word)
    {
        var entry = CommandTable.Find(word);
        Assert.NotNull(entry);
        Assert.All(new[] { entry.Help.En, entry.Help.Id, entry.Usage.En, entry.Usage.Id }, text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.NotEqual(entry.Help.En, entry.Help.Id);
        Assert.StartsWith("/" + word, entry.Usage.En, StringComparison.Ordinal);
        Assert.NotEmpty(entry.Who);
        Assert.True(entry.Use != CommandUse.Shows || entry.Answer is not null, "a word that only shows needs an answer");
    }

    [Fact]
    public void The_table_has_no_word_that_nobody_may_say()
    {
        Assert.Equal(Permissions.Words.Append(CommandTable.Confirm).Order(StringComparer.Ordinal), CommandTable.All.Select(e => e.Word).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_that_decides_makes_a_command_of_its_own_word(string word)
    {
        var entry = CommandTable.Find(word)!;
        var argument = word switch
        {
            "schedule" => "2018-12-30",
            "reschedule" => "2018-12-30 why",
            "note" or "issue" or "breakglass" => "text",
            "handover" => "executor2",
            "role" => "executor2 observer",
            "takeover" or "giveback" or "without" => "mbs3",
            "amend" => "upgrade-store rest true",
            "extend" => "until 07:00",
            "verdict" => "mbs3 ok",
            _ => "",
        };
        var said = new Spoken("web:1", SamplePlan.Team().People[0], "web", word, argument, null, KnownNames.Of(SamplePlan.Plan(), SamplePlan.Fleet()));
        if (entry.Use == CommandUse.Shows)
        {
            Assert.IsType<Reading.Question>(entry.Read(said));
            return;
        }
        var order = Assert.IsType<Reading.Order>(entry.Read(said));
        Assert.Equal((word, "web:1", "executor"), (order.Command.Word, order.Command.Id, order.Command.Actor));
        Assert.Equal(entry.Use == CommandUse.Destroys, order.Destroys);
        Assert.IsNotType<Unreadable>(order.Command);
    }

    [Fact]
    public void What_destroys_is_rollback_abort_skip_reject_and_without() =>
        Assert.Equal(
            ["abort", "reject", "rollback", "skip", "without"],
            CommandTable.All.Where(e => e.Use == CommandUse.Destroys).Select(e => e.Word).Order(StringComparer.Ordinal));

    [Fact]
    public void Help_never_offers_what_the_run_would_refuse()
    {
        var night = new PureNight();
        Person Who(string id) => night.Files.Team.Find(id)!;
        Assert.Contains("precheck", LegalNow.Words(night.State, night.Scene, Who("executor")));
        Assert.DoesNotContain("ready", LegalNow.Words(night.State, night.Scene, Who("executor")));
        Assert.Equal(["note"], LegalNow.Words(night.State, night.Scene, Who("observer")));
        night.Precheck();
        night.Drive();
        night.Ready();
        Assert.Contains("go", LegalNow.Words(night.State, night.Scene, Who("supervisor")));
        var failed = Nights.Failed();
        Assert.Superset(new HashSet<string> { "retry", "fixed", "skip", "rollback", "hold", "abort" }, LegalNow.Words(failed.State, failed.Scene, Who("executor")).ToHashSet());
    }
}
