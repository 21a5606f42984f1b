using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class CommandRouterTests
{
    private int message;

    [Fact]
    public async Task A_command_is_taken_and_answered_to_its_message()
    {
        using var run = await SampleRun.PlannedAsync();
        var reply = await Say(run, "executor", "/precheck");
        Assert.Equal((MessageKind.Reply, "m1", false), (reply!.Kind, reply.ReplyTo, reply.Rings));
        Assert.StartsWith("● precheck running since 18:00", reply.Lines[0], StringComparison.Ordinal);
        Assert.Null(reply.RefusalCode);
        Assert.Equal(PhaseStatus.Running, run.Coordinator.State.PhaseOf("precheck").Status);
    }

    [Theory]
    [InlineData("executor", "/go", "not-allowed")]
    [InlineData("observer", "/go", "not-allowed")]
    [InlineData("observer", "/issue close x", "not-allowed")]
    [InlineData("client-it", "/schedule tomorrow", "not-allowed")]
    [InlineData("supervisor", "/go", "not-ready")]
    [InlineData("executor", "/schedule tomorrow", "bad-argument")]
    [InlineData("executor", "/gooo", "unknown-command")]
    [InlineData("client-it", "/ok", "not-ready")]
    public async Task A_refusal_carries_its_code_is_kept_and_changes_nothing(string who, string text, string code)
    {
        using var run = await SampleRun.PlannedAsync();
        var reply = await Say(run, who, text);
        Assert.Equal(code, reply!.RefusalCode);
        Assert.Equal($"[{code}]", reply.Lines[^1]);
        Assert.Equal(code, Assert.IsType<CommandRefused>(await LastEvent(run)).Code);
        Assert.Equal(RunStatus.Planned, run.Coordinator.State.Status);
    }

    [Fact]
    public async Task A_stranger_gets_one_line_and_leaves_no_trace()
    {
        using var run = await SampleRun.PlannedAsync();
        var seq = run.Coordinator.State.Seq;
        var reply = await Say(run, "mallory", "/go");
        Assert.Equal("unknown-person", reply!.RefusalCode);
        Assert.Single(reply.Lines);
        Assert.Null(await Say(run, "mallory", "hello"));
        Assert.Equal(seq, run.Coordinator.State.Seq);
    }

    [Fact]
    public async Task Talk_gets_no_answer_and_no_record()
    {
        using var run = await SampleRun.PlannedAsync();
        Assert.Null(await Say(run, "executor", "shall we begin?"));
        Assert.Equal(1, run.Coordinator.State.Seq);
    }

    [Fact]
    public async Task The_same_message_again_gets_the_same_words_also_after_a_restart()
    {
        using var run = await SampleRun.PlannedAsync();
        var router = Router(run);
        var text = new InboundMessage("web", "m1", "executor", "/precheck", null, default);
        var first = await router.AnswerAsync(text, CancellationToken.None);
        var seq = run.Coordinator.State.Seq;
        var again = await router.AnswerAsync(text, CancellationToken.None);
        var afterRestart = await Router(run).AnswerAsync(text, CancellationToken.None);
        Assert.Equal(first!.Lines, again!.Lines);
        Assert.Equal(first.Lines, afterRestart!.Lines);
        var refused = new InboundMessage("web", "m2", "executor", "/go", null, default);
        Assert.Equal((await Router(run).AnswerAsync(refused, default))!.Lines, (await Router(run).AnswerAsync(refused, default))!.Lines);
        Assert.Equal(seq + 1, run.Coordinator.State.Seq);
    }

    [Fact]
    public async Task A_full_disk_is_said_in_words_and_the_same_message_works_later()
    {
        using var run = await SampleRun.PlannedAsync();
        var router = Router(run);
        var text = new InboundMessage("web", "m1", "executor", "/precheck", null, default);
        run.Journal.DiskIsFull = true;
        var trouble = await router.AnswerAsync(text, CancellationToken.None);
        Assert.Contains("Nothing was decided", trouble!.Lines[1], StringComparison.Ordinal);
        run.Journal.DiskIsFull = false;
        Assert.StartsWith("● precheck", (await router.AnswerAsync(text, CancellationToken.None))!.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pressed_rollback_asks_once_more_with_a_button_that_names_the_target()
    {
        using var run = await Failed();
        var press = new ButtonPress("run-1", "plan-1", run.Coordinator.State.Seq);
        var reply = await Say(run, "executor", "/rollback", press);
        Assert.Equal("confirm-needed", reply!.RefusalCode);
        Assert.Empty(run.Coordinator.State.Proposals);
        var button = Assert.Single(reply.Buttons);
        Assert.Equal(("/confirm /rollback", ButtonStyle.Danger, "Roll back 4 hosts of sample"), (button.Command, button.Style, button.Label));

        Assert.Null((await Say(run, "executor", button.Command, button.Press))!.RefusalCode);
        Assert.True(run.Coordinator.State.Proposals.ContainsKey("rollback"));
        Assert.Null((await Say(run, "supervisor", "/rollback"))!.RefusalCode);
        Assert.Equal(RunStatus.RollingBack, run.Coordinator.State.Status);
    }

    [Fact]
    public async Task A_pressed_skip_keeps_its_step_through_the_second_tap()
    {
        using var run = await Failed();
        var reply = await Say(run, "executor", "/skip upgrade-store/mbs3", new ButtonPress("run-1", "plan-1", run.Coordinator.State.Seq));
        Assert.Equal(4, reply!.Buttons.Count); // reasons to pick from
        Assert.All(reply.Buttons, b => Assert.StartsWith("Skip upgrade-store/mbs3: ", b.Label, StringComparison.Ordinal));
        Assert.Equal("/confirm /skip upgrade-store/mbs3 done by hand", reply.Buttons[1].Command);
        Assert.Contains("It stays on the old version.", reply.Lines);
    }

    [Fact]
    public async Task A_press_that_would_be_refused_anyway_is_refused_at_once()
    {
        using var run = await Failed();
        Assert.Equal("stale", (await Say(run, "executor", "/rollback", new ButtonPress("run-0", "plan-1", 5)))!.RefusalCode);
        Assert.Equal("not-allowed", (await Say(run, "observer", "/abort", new ButtonPress("run-1", "plan-1", 5)))!.RefusalCode);
    }

    [Fact]
    public async Task Ten_megabytes_are_answered_with_too_long()
    {
        using var run = await SampleRun.PlannedAsync();
        var reply = await Say(run, "executor", new string('x', 10_000_000));
        Assert.Equal("too-long", reply!.RefusalCode);
        Assert.Equal(1, run.Coordinator.State.Seq);
    }

    [Theory]
    [InlineData("/help")]
    [InlineData("/help all")]
    [InlineData("/whoami")]
    [InlineData("/plan")]
    [InlineData("/status")]
    [InlineData("/timeline")]
    [InlineData("/eta")]
    [InlineData("/log")]
    [InlineData("/log mbs3")]
    [InlineData("/snapshot")]
    [InlineData("/backup")]
    [InlineData("/baseline")]
    [InlineData("/sample")]
    [InlineData("/issue")]
    [InlineData("/report")]
    public async Task A_question_is_answered_in_both_languages_at_any_time_and_recorded_never(string text)
    {
        var indonesian = SamplePlan.Files with { Team = new Team([.. SamplePlan.Team().People.Select(p => p with { Language = "id" })]) };
        using var early = await SampleRun.PlannedAsync();
        using var late = await Failed(indonesian);
        foreach (var run in new[] { early, late })
        {
            var seq = run.Coordinator.State.Seq;
            var reply = await Say(run, text == "/issue" ? "executor" : "observer", text);
            Assert.True(reply!.Lines.Count > 1, text);
            Assert.True(Core.Chat.Texts.FirstLine.Count(reply.Lines[0]) <= 60, reply.Lines[0]);
            Assert.Null(reply.RefusalCode);
            Assert.Equal(seq, run.Coordinator.State.Seq);
        }
        Assert.NotEqual((await Say(early, "executor", text))!.Lines, (await Say(late, "executor", text))!.Lines);
    }

    [Fact]
    public async Task Status_names_what_runs_what_failed_and_who_is_next()
    {
        using var run = await Failed();
        var lines = (await Say(run, "observer", "/status"))!.Lines;
        Assert.StartsWith("✖ stores 1/3 failed · 23:00", lines[0], StringComparison.Ordinal);
        Assert.Equal("Left 7 h 00 min. Rollback safe until 04:32.", lines[1]);
        Assert.Equal("Next: executor decides on mbs3.", lines[2]);
        Assert.Contains("✖ upgrade-store/mbs3 failed: mailboxd did not start", lines);
        Assert.Contains("● upgrade-store/mbs2 running for 0 s", lines);
    }

    private static async Task<SampleRun> Failed(Core.Engine.RunFiles? files = null)
    {
        var run = await SampleRun.AtStoresAsync(files);
        run.Logs.Lines["upgrade-store/mbs3"] = ["Starting mailboxd...", "failed."];
        await run.EndAsync("upgrade-store/mbs3", "failed", "mailboxd did not start");
        return run;
    }

    private Task<OutboundMessage?> Say(SampleRun run, string who, string text, ButtonPress? press = null) =>
        Router(run).AnswerAsync(new InboundMessage("web", $"m{++message}", who, text, press, default), CancellationToken.None);

    private static CommandRouter Router(SampleRun run) => new(
        run.Coordinator, run.Journal, run.Logs, (id, language, _) => Task.FromResult($"report of {id} in {language}"), NullLogger<CommandRouter>.Instance);

    private static async Task<RunEvent> LastEvent(SampleRun run) =>
        Core.Engine.RunCoordinator.ToRecorded((await run.Journal.ReadAsync("run-1", 0, CancellationToken.None))[^1]).Event;
}
