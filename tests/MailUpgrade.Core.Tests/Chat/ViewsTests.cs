using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class ViewsTests
{
    [Fact]
    public void Ready_rings_the_supervisor_and_go_closes_the_message_with_a_name()
    {
        var night = new PureNight();
        night.Precheck();
        night.Drive();
        night.Ready();
        var asked = Assert.Single(Told.Of(night).Open);
        Assert.Equal("⏸ GO needed from the supervisor by 23:00", asked.Lines[0]);
        Assert.Equal(("supervisor", true), (asked.For, asked.Rings));
        Assert.Equal(["/go", "/nogo"], asked.Buttons.Select(b => b.Command));

        night.Go();
        var told = Told.Of(night);
        Assert.Empty(told.Open);
        var closed = told.Messages.Last(m => m.Key == asked.Key);
        Assert.Empty(closed.Buttons);
        Assert.False(closed.Rings);
        Assert.Contains("GO by supervisor", closed.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_says_what_what_was_not_done_the_remedy_and_what_each_choice_costs()
    {
        var message = Told.Of(Nights.Failed(), "en", "Starting mailboxd...", "failed.").Last("✖ mbs3 failed");
        Assert.Equal("✖ mbs3 failed: mailboxd did not start, it is late, 23:52", message.Lines[0]);
        Assert.Equal("executor", message.For);
        Assert.Equal(["/retry upgrade-store/mbs3", "/fixed upgrade-store/mbs3", "/skip upgrade-store/mbs3", "/rollback", "/hold"], message.Buttons.Select(b => b.Command));
        Assert.Contains("  Starting mailboxd...", message.Lines);
        var text = Told.Text(message);
        Assert.Contains("Nothing was repeated", text, StringComparison.Ordinal);
        Assert.Contains("Goes on to its end: mbs2.", text, StringComparison.Ordinal);
        Assert.Contains("Known remedy: It often comes up late.", text, StringComparison.Ordinal);
        Assert.Contains("It stays on the old version.", text, StringComparison.Ordinal);
        Assert.Contains("Rollback safe until 04:32", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_button_of_a_failure_is_not_stale_when_it_is_pressed_at_once()
    {
        var night = Nights.Failed();
        var button = Told.Of(night).Last("✖ mbs3 failed").Buttons[0];
        var code = night.CodeOf(id => new Retry(id, "executor", "web", new SeenState(button.Press.Run, button.Press.PlanHash, button.Press.SeenSeq), "mbs3"));
        Assert.Null(code);
    }

    [Theory]
    [InlineData("en", "✖ final-snapshot void, services start again, 23:00", "⏸ Services run again, there is no final set, 23:00", "Started and checked on 4 hosts. Doors stay closed")]
    [InlineData("id", "✖ final-snapshot (id) batal, layanan dijalankan lagi, 23:00", "⏸ Layanan jalan lagi, belum ada set akhir, 23:00", "Sudah jalan dan dicek di 4 host. Akses tetap tertutup")]
    public void A_void_set_is_told_once_silently_and_rings_when_services_run(string language, string first, string then, string started)
    {
        var told = Told.Of(Nights.SetVoid(), language);
        var said = told.Last(first);
        Assert.False(said.Rings);
        Assert.Contains("snap/mbs2: no room", said.Lines);
        var asked = Assert.Single(told.Open); // nobody is asked about the member
        Assert.Equal((then, "executor", true), (asked.Lines[0], asked.For, asked.Rings));
        Assert.Contains(started, Told.Text(asked), StringComparison.Ordinal);
        Assert.Equal(["/retry", "/rollback", "/abort"], asked.Buttons.Select(b => b.Command));
        Assert.DoesNotContain(Told.Of(Nights.SetMadeAgain(), language).Open, m => m.Key == asked.Key);
    }

    [Fact]
    public void A_retry_closes_the_failure_with_who_decided()
    {
        var told = Told.Of(Nights.Retried());
        Assert.DoesNotContain(told.Open, m => m.Lines[0].Contains("mbs3 failed", StringComparison.Ordinal));
        Assert.StartsWith("✔ Check again, decided by executor", told.Last("✖ mbs3 failed").Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_barred_retry_has_no_button_and_says_why()
    {
        var message = Told.Of(Nights.LongWords()).Messages.First(m => m.Lines[0].StartsWith("✖ mbs3", StringComparison.Ordinal));
        Assert.DoesNotContain(message.Buttons, b => b.Command.StartsWith("/retry", StringComparison.Ordinal));
        Assert.Contains("Check again is barred", Told.Text(message), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_kick_off_people_are_called_once_for_all_that_failed()
    {
        var told = Told.Of(Nights.PrecheckFailed());
        var message = Assert.Single(told.Messages, m => m.Rings);
        Assert.StartsWith("✖ precheck failed: mbs2, 18:00", message.Lines[0], StringComparison.Ordinal);
        Assert.Equal(["/precheck", "/retry look/mbs2"], message.Buttons.Select(b => b.Command));
    }

    [Fact]
    public void An_unknown_prompt_offers_the_three_answers_that_are_ever_typed()
    {
        var message = Told.Of(Nights.Prompt()).Last("⏸ mbs3 asks:");
        Assert.Equal(
            ["/answer upgrade-store/mbs3 Y", "/answer upgrade-store/mbs3 N", "/answer upgrade-store/mbs3", "/help answer"], message.Buttons.Select(b => b.Command));
        Assert.Contains("Do you wish to continue without a backup? [N]", message.Lines);
    }

    [Fact]
    public void A_lost_link_rings_and_is_settled_when_the_step_is_found()
    {
        var night = Nights.LinkLost();
        Assert.StartsWith("? mbs3 unknown: link lost 23:00 during", Told.Of(night).Last("? mbs3").Lines[0], StringComparison.Ordinal);
        night.Submit(new Observe("found:1", [new Core.Runs.Events.StepFound("upgrade-store/mbs3", 1)]));
        Assert.DoesNotContain(Told.Of(night).Open, m => m.Lines[0].StartsWith("? mbs3", StringComparison.Ordinal));
    }

    [Fact]
    public void An_overdue_step_that_nothing_kills_calls_people_by_the_host()
    {
        var message = Told.Of(Nights.Overdue()).Last("⏸ mbs2 takes long");
        Assert.True(message.Rings);
        Assert.Contains("Nothing kills it", Told.Text(message), StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_name_has_the_same_command_on_its_button()
    {
        var night = Nights.Failed();
        night.Rollback("executor");
        var message = Told.Of(night).Last("⏸ Second name needed: rollback");
        Assert.Equal("supervisor", message.For);
        Assert.Equal("/rollback", Assert.Single(message.Buttons).Command);
        Assert.Equal(ButtonStyle.Danger, message.Buttons[0].Style);
    }

    [Fact]
    public void Rollback_closes_all_that_waited_and_the_end_says_how_long_mail_was_down()
    {
        var night = Nights.RolledBack();
        Assert.Equal(RunStatus.RolledBack, night.State.Status);
        var told = Told.Of(night);
        Assert.Empty(told.Open);
        Assert.Contains("Down for users 52 min", Told.Text(told.Last("✔ Rolled back 23:52")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_is_asked_in_its_own_words_and_again_after_the_mending()
    {
        var told = Told.Of(Nights.NotOk(), "id");
        Assert.Equal("client-it", told.Last("⏸ Mohon dicek 1 hal, lalu OK").For);
        var again = Assert.Single(told.Open);
        Assert.Equal("⏸ Mohon dicek lagi 1 hal, lalu OK", again.Lines[0]);
        Assert.Equal("supervisor", told.Last("⏸ Klien belum OK").For);
    }

    [Fact]
    public void A_start_that_failed_rings_once_with_the_reason_and_the_way_on()
    {
        var told = Told.Of(Nights.PlanEdited());
        var message = Assert.Single(told.Open);
        Assert.Equal("✖ Start 23:00 failed: the plan file was changed", message.Lines[0]);
        Assert.Contains("Nothing was started", Told.Text(message), StringComparison.Ordinal);
        Assert.Contains("/reschedule", Told.Text(message), StringComparison.Ordinal);
        Assert.Single(told.Messages.Where(m => m.Rings && m.Lines[0].StartsWith('✖')).Select(m => m.Key).Distinct());
    }

    [Fact]
    public void Without_go_the_question_is_closed_and_one_message_says_the_way_on()
    {
        var told = Told.Of(Nights.NoGoInTime());
        var message = Assert.Single(told.Open);
        Assert.Equal("✖ Start failed: no GO by 23:00", message.Lines[0]);
        Assert.Empty(told.Last("⏸ GO needed").Buttons);
    }

    [Fact]
    public void A_phase_is_one_message_and_its_end_carries_the_journal_head()
    {
        var night = Nights.Clean();
        var phase = Told.Of(night).Messages.Where(m => m.Key.Contains(":phase:stores:", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, phase.Count);
        Assert.Single(phase.Select(m => m.Key).Distinct());
        var seq = night.Journal.Last(r => r.Event is Core.Runs.Events.PhaseEnded { Phase: "stores" }).Seq;
        Assert.Equal($"journal head {seq} hash-{seq}", phase[1].Lines[^1]);
        Assert.Contains("Planned: 23:40 to 00:00.", phase[1].Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_warning_names_one_person_and_the_time_left()
    {
        var message = Told.Of(Nights.WindowClosed()).Messages.First(m => m.Key.Contains(":rollback-warning:", StringComparison.Ordinal));
        Assert.Equal("supervisor", message.For);
        Assert.StartsWith("⏸ Rollback safe until 04:32: 30 min left", message.Lines[0], StringComparison.Ordinal);
    }
}
