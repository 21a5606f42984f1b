using System.Text.RegularExpressions;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Service.Drills.Play;
using MailUpgrade.Service.Drills.Script;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

public sealed class NightHistoryTests
{
    private static readonly DateTimeOffset Begin = new(2018, 12, 29, 11, 0, 0, TimeSpan.Zero);
    private static readonly Condition Failed = new Condition.Step("upgrade-store/mbs3", "failed");

    private readonly NightHistory night = new();
    private long seq;

    public NightHistoryTests()
    {
        Happens(new RunPlanned("run", "production", "plan", "hash", "fleet", "hash", "hash", Begin, Begin.AddHours(12), "en"));
        Happens(new PhaseStarted("stores"));
    }

    [Fact]
    public void What_is_true_now_holds_however_long_it_has_been_so()
    {
        Happens(new StepStarted("upgrade-store/mbs3", "stores", "mbs3", 1, "start", null));
        Happens(new StepEnded("upgrade-store/mbs3", 1, "failed", "fail", 1, "no", false));
        Happens(new NoteAdded("much later"));
        Assert.True(night.Holds(Failed, night.Now));
        Assert.True(night.Holds(new Condition.Phase("stores", "failed"), night.Now));
        Assert.True(night.Holds(new Condition.Phase("aftercare", "pending"), night.Now));
    }

    [Fact]
    public void A_state_that_was_passed_through_since_the_mark_holds_and_an_older_one_does_not()
    {
        var mark = night.Now;
        Happens(new StepStarted("upgrade-store/mbs3", "stores", "mbs3", 1, "start", null));
        Happens(new StepEnded("upgrade-store/mbs3", 1, "failed", "fail", 1, "no", false));
        Happens(new RetryDecided("upgrade-store/mbs3"));
        Happens(new StepStarted("upgrade-store/mbs3", "stores", "mbs3", 2, "start", null));
        Assert.True(night.Holds(Failed, mark));
        Assert.False(night.HoldsNow(Failed));
        Assert.False(night.Holds(Failed, night.Now));
        Assert.Equal("running", night.WordOf(Failed));
    }

    [Fact]
    public void A_pause_that_is_over_was_a_pause()
    {
        var mark = night.Now;
        Happens(new RunPaused("hold", null, "coffee"));
        Happens(new RunResumed());
        Assert.True(night.Holds(new Condition.Run("paused"), mark));
        Assert.True(night.Holds(new Condition.Run("planned"), night.Now));
        Assert.False(night.Holds(new Condition.Run("paused"), night.Now));
    }

    [Fact]
    public void A_text_counts_from_the_mark_on_and_an_edit_is_said_anew()
    {
        var text = new Condition.Said(new Regex("(?i)safe until 03:"));
        night.Hear(7, "Rollback SAFE until 03:31");
        var mark = night.Now;
        Assert.False(night.Holds(text, mark));
        Assert.True(night.HoldsNow(text));
        night.Hear(8, "Rollback safe until 03:40");
        Assert.True(night.Holds(text, mark));
    }

    [Fact]
    public void A_refusal_is_found_by_the_message_that_was_refused()
    {
        Happens(new CommandRefused("go", "not-allowed", new Dictionary<string, string>()), "executor", "web:abc");
        Assert.Equal("not-allowed", night.RefusalOf("web:abc"));
        Assert.Null(night.RefusalOf("web:other"));
    }

    [Fact]
    public void Decisions_are_what_people_said_and_was_taken()
    {
        Happens(new ReadyDeclared(), "executor", "web:1");
        Happens(new CommandRefused("go", "not-allowed", new Dictionary<string, string>()), "executor", "web:2");
        Happens(new NoteAdded("remark"), "executor", "web:3");
        Happens(new RunPaused("failure", null, "x"), "bot", "advance:4");
        Happens(new ClientAccepted(""), "client-it", "web:5");
        Assert.Equal(2, night.Decisions);
    }

    private void Happens(RunEvent e, string actor = "bot", string? command = null) =>
        night.Take(new Recorded(++seq, Begin.AddMinutes(seq), actor, "-", command, e));
}
