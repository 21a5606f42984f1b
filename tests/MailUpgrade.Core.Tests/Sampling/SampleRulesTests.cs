using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Sampling;

public sealed class SampleRulesTests
{
    private static readonly FoundDifference One = new("a@x", "Inbox", "items", "10", "9", "messages-lost", "grave");
    private static readonly FoundDifference Two = new("b@x", "", "filters", "4", "0", "filters-not-migrated", "serious");

    [Fact]
    public void Only_the_supervisor_accepts_differences_and_only_with_a_reason_and_numbers_that_exist()
    {
        var night = Compared();
        Assert.Equal(RefusalCodes.NotAllowed, Refused(night, new AcceptDifferences("web:1", "executor", "web", null, [], "known")));
        Assert.Equal(RefusalCodes.BadArgument, Refused(night, new AcceptDifferences("web:2", "supervisor", "web", null, [], "")));
        Assert.Equal(RefusalCodes.BadArgument, Refused(night, new AcceptDifferences("web:3", "supervisor", "web", null, [3], "known")));
        var accepted = Assert.IsType<Decision.Accepted>(night.Submit(new AcceptDifferences("web:4", "supervisor", "web", null, [2], "rules are mailed again")));
        Assert.Equal([Two.Key], Assert.IsType<DifferencesAccepted>(Assert.Single(accepted.Events)).Keys);
    }

    [Fact]
    public void All_means_all_once_and_without_a_comparison_there_is_nothing_to_accept()
    {
        var night = Compared();
        night.Submit(new AcceptDifferences("web:1", "supervisor", "web", null, [], "known"));
        Assert.Equal(2, night.State.AcceptedDifferences.Count);
        Assert.Equal(RefusalCodes.AlreadyDecided, Refused(night, new AcceptDifferences("web:2", "supervisor", "web", null, [], "again")));
        Assert.Equal(RefusalCodes.NotReady, Refused(new PureNight(), new AcceptDifferences("web:3", "supervisor", "web", null, [], "known")));
    }

    [Fact]
    public void Who_asks_for_a_look_gets_one_after_another_and_the_sixth_waits()
    {
        var night = Compared();
        for (var n = 0; n < 5; n++)
        {
            night.Submit(new AskSample($"web:{n}", "observer", "web", null, $"u{n}@x", null));
        }
        Assert.Equal(RefusalCodes.NotReady, Refused(night, new AskSample("web:9", "observer", "web", null, "u9@x", null)));
        night.Submit(new Observe("looked:1", [new Sampled("look", "", 1, 10, [], []) { Scope = "u0@x" }]));
        Assert.Equal("u1@x", night.State.AskedSamples.First().Value.Account);
        night.Submit(new Observe("looked:2", [new SampleNotTaken("u1@x", "no such account")]));
        Assert.Equal(3, night.State.AskedSamples.Count);
    }

    [Fact]
    public void A_journal_of_an_older_version_that_knows_lines_only_still_folds()
    {
        var (e, _) = EventCatalog.Read("sampled", """{"what":"compare","hash":"h","accounts":60,"outOf":600,"findings":["a@x Inbox, items: before 2, after 1"],"notLookedAt":["540 of 600 accounts"]}""");
        var sampled = Assert.IsType<Sampled>(e);
        Assert.Null(sampled.Details);
        var say = new MailUpgrade.Core.Chat.Texts.Speech("id", TimeZoneInfo.Utc);
        Assert.Equal("", MailUpgrade.Core.Chat.Texts.SampleTexts.Strength(sampled, say));
        Assert.Equal("540 of 600 accounts", MailUpgrade.Core.Chat.Texts.SampleTexts.Left(sampled.NotLookedAt[0], say));
    }

    private static PureNight Compared()
    {
        var night = new PureNight();
        night.Happen(new Sampled("compare", "h", 60, 600, [One.Account, Two.Account], []) { Details = [One, Two] });
        return night;
    }

    private static string Refused(PureNight night, RunCommand command) => Assert.IsType<Decision.Refused>(night.Submit(command)).Refusal.Code;
}
