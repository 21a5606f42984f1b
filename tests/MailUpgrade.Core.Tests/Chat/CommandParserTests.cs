using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class CommandParserTests
{
    [Theory]
    [InlineData("/go")]
    [InlineData("  /GO  ")]
    [InlineData("/go@mailbot")]
    [InlineData("/Go@MailBot")]
    [InlineData("@mailbot /go")]
    [InlineData("<at>Mail Upgrade</at> /go")]
    [InlineData("\n/go\n")]
    public void A_command_is_found_whatever_stands_around_it(string text) => Assert.IsType<Go>(Command(text));

    [Theory]
    [InlineData("go")]
    [InlineData("we go at 23:00")]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("// go")]
    [InlineData("/1")]
    [InlineData("/etc/hosts is wrong on mbs3")]
    [InlineData("／go")]
    [InlineData("⁄go")]
    [InlineData("∕go")]
    [InlineData("⧸go")]
    [InlineData("say /go when you are ready")]
    [InlineData("@budi look")]
    [InlineData("<at>x")]
    [InlineData("@")]
    public void Talk_among_people_is_no_command(string text) => Assert.IsType<Reading.Talk>(Read(text));

    [Fact]
    public void A_command_for_another_bot_is_not_ours() => Assert.IsType<Reading.Talk>(Read("/go@otherbot", "mailbot"));

    [Theory]
    [InlineData("/retry", "")]
    [InlineData("/retry mbs3", "mbs3")]
    [InlineData("/retry Mbs3", "mbs3")]
    [InlineData("/retry UPGRADE-STORE/mbs3", "upgrade-store/mbs3")]
    [InlineData("/retry mbs9", "mbs9")]
    public void Retry_names_a_step_or_a_host_as_the_plan_writes_it(string text, string step) =>
        Assert.Equal(step, Assert.IsType<Retry>(Command(text)).Step);

    [Theory]
    [InlineData("/skip mbs3 it is empty anyway", "mbs3", "it is empty anyway")]
    [InlineData("/skip upgrade-store/mbs3", "upgrade-store/mbs3", "")]
    [InlineData("/skip because it is empty", "", "because it is empty")]
    public void Skip_takes_a_name_first_and_the_rest_as_reason(string text, string step, string reason)
    {
        var skip = Assert.IsType<Skip>(Command(text));
        Assert.Equal((step, reason), (skip.Step, skip.Reason));
    }

    [Theory]
    [InlineData("/fixed Mbs3 restarted it", "mbs3 restarted it")]
    [InlineData("/fixed restarted it", "restarted it")]
    [InlineData("/fixed", "")]
    public void Fixed_keeps_its_note(string text, string kept) => Assert.Equal(kept, Assert.IsType<Fixed>(Command(text)).Text);

    [Theory]
    [InlineData("/answer", "", "")]
    [InlineData("/answer Y", "", "Y")]
    [InlineData("/answer mbs3", "mbs3", "")]
    [InlineData("/answer upgrade-store/mbs3 Yes", "upgrade-store/mbs3", "Yes")]
    public void A_lone_answer_is_enter(string text, string step, string typed)
    {
        var answer = Assert.IsType<AnswerPrompt>(Command(text));
        Assert.Equal((step, typed), (answer.Step, answer.Text));
    }

    [Theory]
    [InlineData("/schedule 2018-12-29", null, "")]
    [InlineData("/schedule 2018-12-29 23:30", "23:30", "")]
    [InlineData("/reschedule 2018-12-29 stock-taking", null, "stock-taking")]
    [InlineData("/reschedule 2018-12-29 23.30 stock taking", "23:30", "stock taking")]
    public void A_date_is_written_in_one_way_and_a_time_in_two(string text, string? time, string reason)
    {
        var set = Assert.IsType<SetKickOff>(Command(text));
        Assert.Equal(new DateOnly(2018, 12, 29), set.Day);
        Assert.Equal(time is null ? (TimeOnly?)null : TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), set.Time);
        Assert.Equal(reason, set.Reason);
    }

    [Fact]
    public void Issues_are_opened_blocking_or_not_closed_and_listed()
    {
        Assert.Equal(("licence expires", false), Opened("/issue licence expires"));
        Assert.Equal(("licence expires", true), Opened("/issue blocking licence expires"));
        var close = Assert.IsType<CloseIssue>(Command("/issue close 3 renewed it"));
        Assert.Equal((3, "renewed it"), (close.Number, close.Remedy));
        Assert.IsType<Reading.Question>(Read("/issue"));
    }

    [Theory]
    [InlineData("/schedule tomorrow", "no-date")]
    [InlineData("/schedule 29-12-2018", "no-date")]
    [InlineData("/schedule 2018-12-29 25:00", "no-time")]
    [InlineData("/schedule 2018-12-29 23:00 please", "usage")]
    [InlineData("/issue close three it", "usage")]
    [InlineData("/issue close 3", "usage")]
    [InlineData("/issue blocking", "no-text")]
    [InlineData("/note", "no-text")]
    [InlineData("/go now", "usage")]
    [InlineData("/retry mbs3 please", "usage")]
    [InlineData("/confirm", "usage")]
    [InlineData("/confirm rollback", "usage")]
    [InlineData("/confirm /confirm /rollback", "usage")]
    [InlineData("/note a\u0000b", "control-characters")]
    [InlineData("/note \u001b[31mred", "control-characters")]
    [InlineData("/go\u0007", "control-characters")]
    [InlineData("/note \ud800 half a character", "control-characters")]
    public void A_form_that_cannot_be_read_says_what_to_write(string text, string problem)
    {
        var unclear = Assert.IsType<Reading.Unclear>(Read(text));
        Assert.Equal((RefusalCodes.BadArgument, problem), (unclear.Refusal.Code, unclear.Refusal.Facts["problem"]));
    }

    [Theory]
    [InlineData("/og", "go,log,ok")]
    [InlineData("/rolback", "rollback")]
    [InlineData("/sta", "status,eta")]
    [InlineData("/xyzzyplugh", "")]
    public void An_unknown_word_names_the_nearest(string text, string near)
    {
        var unclear = Assert.IsType<Reading.Unclear>(Read(text));
        Assert.Equal((RefusalCodes.UnknownCommand, near), (unclear.Refusal.Code, unclear.Refusal.Facts["near"]));
    }

    [Fact]
    public void Letters_that_only_look_alike_are_another_word() =>
        Assert.Equal(RefusalCodes.UnknownCommand, Assert.IsType<Reading.Unclear>(Read("/gо")).Refusal.Code);

    [Fact]
    public void Ten_megabytes_are_refused_by_their_length_alone()
    {
        var text = "/note " + new string('x', 10_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var unclear = Assert.IsType<Reading.Unclear>(Read(text));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000, "the text was copied");
        Assert.Equal((RefusalCodes.TooLong, "note"), (unclear.Refusal.Code, unclear.Word));
        Assert.IsType<Reading.Order>(Read("/note " + new string('x', 3_900)));
    }

    [Fact]
    public void Invisible_characters_are_dropped_from_text_and_refused_in_a_word()
    {
        Assert.Equal("all good", Assert.IsType<AddNote>(Command("/note all\u200b \u202egood")).Text);
        Assert.IsType<Reading.Unclear>(Read("/g\u200bo"));
    }

    [Fact]
    public void Behind_confirm_stands_the_command_itself()
    {
        var order = Assert.IsType<Reading.Order>(Read("/confirm /rollback too late"));
        Assert.True(order is { Confirmed: true, Destroys: true });
        Assert.Equal("too late", Assert.IsType<Rollback>(order.Command).Reason);
    }

    private static (string Text, bool Blocking) Opened(string text)
    {
        var issue = Assert.IsType<OpenIssue>(Command(text));
        return (issue.Text, issue.Blocking);
    }

    private static PersonCommand Command(string text) => Assert.IsType<Reading.Order>(Read(text)).Command;

    private static Reading Read(string text, params string[] ownNames) => CommandParser.Read(
        new InboundMessage("web", "1", "executor", text, null, DateTimeOffset.UnixEpoch), SamplePlan.Team().People[0], SamplePlan.Plan(),
        SamplePlan.Fleet(), ownNames);
}
