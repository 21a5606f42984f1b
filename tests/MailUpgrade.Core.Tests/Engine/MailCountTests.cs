using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

/// <summary>The balance of mail that waited, from a host's words to what people read.</summary>
public sealed class MailCountTests
{
    private static readonly Step Counting = SamplePlan.Plan().Phases.SelectMany(p => p.Steps).First(s => s.Kind == StepKind.Check) with { With = new Dictionary<string, string> { ["counts"] = "mail" } };
    private static readonly FleetHost Mta = SamplePlan.Fleet().Hosts[0] with { Name = "mta1" };

    [Fact]
    public void Figures_that_add_up_are_taken_and_each_lost_message_with_its_name()
    {
        var counted = Read("2 messages lost from the queue of mta1: A1 |before=12 during=3 delivered=11 given-back=1 waiting=1 lost=2\nCRITICAL: 2 messages lost\nLOST: A1 a@x b@y\nLOST: A2 a@x c@y\n");
        Assert.Equal(("mta1", 12, 3, 11, 1, 1), (counted.Host, counted.Before, counted.During, counted.Delivered, counted.GivenBack, counted.Waiting));
        Assert.Equal(["A1 a@x b@y", "A2 a@x c@y"], counted.Lost);
        Assert.Null(counted.Unknown);
    }

    [Theory]
    [InlineData("0 messages wait on mta1 |before=12 during=3 delivered=11 given-back=1 waiting=1 lost=0\n", "its figures do not add up")]
    [InlineData("0 messages wait on mta1 |before=12 during=0 delivered=12 given-back=0 waiting=0 lost=0\nLOST: A1 a@x b@y\n", "its figures do not add up")]
    [InlineData("what became of the mail is not known |waiting=0 before=4\n", "the host could not tell what became of it")]
    [InlineData("", "the host could not tell what became of it")]
    [InlineData("before=1 during=0 delivered=1 lost=99999999999\n", "the host could not tell what became of it")]
    public void A_balance_that_does_not_close_is_none(string output, string why) => Assert.Equal(why, Read(output).Unknown);

    [Fact]
    public void A_check_that_does_not_count_or_did_not_end_counts_nothing()
    {
        var answer = new AskResult(EndKind.Exited, 0, "fine |before=1 during=0 delivered=1 given-back=0 waiting=0 lost=0");
        Assert.Empty(MailCount.With(Outcome.OfCheck(answer), Counting with { With = new Dictionary<string, string>() }, Mta, answer).With);
        Assert.Empty(MailCount.With(Outcome.OfCheck(answer), Counting, Mta, answer with { Kind = EndKind.Lost }).With);
        Assert.Equal("LOST: A1 us…@x", MailCount.Shown(Counting, "LOST: A1 user1@x"));
    }

    [Theory]
    [InlineData("en", "1,204 queued messages delivered, 0 lost.", "1 queued message delivered, 2 lost. 3 still wait. 1 were given back to their senders. What became of the mail that waited on mta2 is not known.", "Lost: mta1 A1 us…@x re…@y; mta1 A2 us…@x re…@y.")]
    [InlineData("id", "1.204 email antre terkirim, 0 hilang.", "1 email antre terkirim, 2 hilang. 3 masih antre. 1 dikembalikan ke pengirimnya. Nasib email yang antre di mta2 belum diketahui.", "Hilang: mta1 A1 us…@x re…@y; mta1 A2 us…@x re…@y.")]
    public void It_is_said_in_a_sentence(string language, string clean, string bad, string lost)
    {
        var say = new Speech(language, TimeZoneInfo.Utc);
        var state = ReportNightsState();
        Assert.Equal("", FlowTexts.Balance(state, say));
        var good = With(state, new MailCounted("mta1", 1200, 0, 1200, 0, 0, [], null), new MailCounted("mta2", 0, 4, 4, 0, 0, [], null));
        Assert.Equal((clean, ""), (FlowTexts.Balance(good, say), FlowTexts.Lost(good, say)));
        var ill = With(state, new MailCounted("mta1", 7, 0, 1, 1, 3, ["A1 user1@x recipient@y", "A2 user1@x recipient@y"], null), new MailCounted("mta2", 9, 0, 0, 0, 0, [], "its log is gone"));
        Assert.Equal((bad, lost), (FlowTexts.Balance(ill, say), FlowTexts.Lost(ill, say)));
    }

    private static RunState ReportNightsState() => Fold.All(Reports.ReportNights.Clean().Journal);

    private static RunState With(RunState state, params MailCounted[] counted) => state with { Mail = state.Mail.AddRange(counted.Select(c => KeyValuePair.Create(c.Host, c))) };

    private static MailCounted Read(string output)
    {
        var answer = new AskResult(EndKind.Exited, 0, output);
        return Assert.IsType<MailCounted>(Assert.Single(MailCount.With(Outcome.OfCheck(answer), Counting, Mta, answer).With));
    }
}
