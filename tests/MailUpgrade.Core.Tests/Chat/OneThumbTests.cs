using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

/// <summary>Every decision of the night can be taken by presses alone.</summary>
public sealed class OneThumbTests
{
    private const string Step = "upgrade-store/mbs3";

    [Fact]
    public async Task Go_and_no_go_and_asking_again()
    {
        using var run = await SampleRun.PlannedAsync();
        var thumb = new Thumb(run);
        await thumb.TypeAsync("executor", "/precheck");
        await run.DriveAsync();
        await thumb.TypeAsync("executor", "/ready");
        Assert.Equal(RefusalCodes.NotAllowed, await thumb.PressAsync("executor", "/go"));
        Assert.Null(await thumb.PressAsync("supervisor", "/go"));
        Assert.Equal(RunStatus.Waiting, run.Coordinator.State.Status);
        await thumb.TypeAsync("supervisor", "/nogo");
        Assert.Null(await thumb.PressAsync("executor", "/ready"));
        Assert.Null(await thumb.PressAsync("supervisor", "/nogo"));
    }

    [Fact]
    public async Task Hold_retry_fixed_and_a_skip_with_a_picked_reason_and_two_names()
    {
        using var run = await SampleRun.AtStoresAsync();
        var thumb = new Thumb(run);
        await FailAsync(run);
        Assert.Null(await thumb.PressAsync("supervisor", "/hold"));
        Assert.Null(await thumb.PressAsync("executor", "/retry"));
        Assert.Null(await thumb.PressAsync("executor", "/resume"));
        await run.DriveAsync("upgrade-store/mbs2", Step);
        await FailAsync(run);
        Assert.Null(await thumb.PressAsync("executor", "/fixed"));
        await run.DriveAsync("upgrade-store/mbs2", Step);
        await FailAsync(run);
        Assert.Equal(RefusalCodes.ConfirmNeeded, await thumb.PressAsync("executor", "/skip"));
        Assert.Null(await thumb.PressAsync("executor", $"/confirm /skip {Step} done by hand"));
        Assert.Equal(RefusalCodes.ConfirmNeeded, await thumb.PressAsync("supervisor", "/skip"));
        Assert.Null(await thumb.PressAsync("supervisor", "/confirm"));
        Assert.Equal(StepStatus.Skipped, run.Coordinator.State.StepOf(Step).Status);
    }

    [Fact]
    public async Task Roll_back_by_two_names_each_with_a_second_tap()
    {
        using var run = await SampleRun.AtStoresAsync();
        var thumb = new Thumb(run);
        await FailAsync(run);
        Assert.Equal(RefusalCodes.ConfirmNeeded, await thumb.PressAsync("executor", "/rollback"));
        Assert.Null(await thumb.PressAsync("executor", "/confirm"));
        Assert.Equal(RefusalCodes.ConfirmNeeded, await thumb.PressAsync("supervisor", "/rollback"));
        Assert.Null(await thumb.PressAsync("supervisor", "/confirm"));
        Assert.Equal(RunStatus.RollingBack, run.Coordinator.State.Status);
    }

    [Theory]
    [InlineData("Y")]
    [InlineData("N")]
    [InlineData("")]
    public async Task An_answer_to_a_prompt(string answer)
    {
        using var run = await SampleRun.AtStoresAsync();
        var thumb = new Thumb(run);
        await run.SubmitAsync(new Observe("prompt:1", [new PromptSeen(Step, 4, 900, "Go on without it? [N] ", false)]));
        var code = await thumb.PressAsync("executor", $"/answer {Step} {answer}".TrimEnd());
        if (code is null && run.Coordinator.State.Proposals.Count > 0)
        {
            Assert.Null(await thumb.PressAsync("supervisor", $"/answer {Step} {answer}".TrimEnd()));
        }
        Assert.Contains((await run.Journal.ReadAsync("run-1", 0, default)).Select(RunCoordinator.ToRecorded), r => r.Event is AnswerDecided);
    }

    [Fact]
    public async Task A_role_that_was_offered_is_taken()
    {
        using var run = await SampleRun.AtStoresAsync();
        var thumb = new Thumb(run);
        await thumb.TypeAsync("executor", "/handover executor2");
        Assert.NotNull(await thumb.PressAsync("observer", "/take"));
        Assert.Null(await thumb.PressAsync("executor2", "/take"));
    }

    [Fact]
    public async Task The_clients_list_item_by_item_with_a_picked_complaint_then_mended_and_accepted()
    {
        using var run = await AtItemsAsync();
        var thumb = new Thumb(run);
        Assert.Equal(["/ok", "/notok", "/ok 1", "/notok 1", "/ok 2", "/notok 2", "/ok 3", "/notok 3"], (await AskAsync(thumb)).Buttons.Select(b => b.Command));
        Assert.Null(await thumb.PressAsync("client-it", "/ok 1"));
        Assert.Equal(RefusalCodes.BadArgument, await thumb.PressAsync("client-it", "/notok 2"));
        Assert.Null(await thumb.PressAsync("client-it", "/confirm /notok 2 something is missing"));
        Assert.Equal(RunStatus.Paused, run.Coordinator.State.Status);
        var asked = await AskAsync(thumb);
        Assert.Contains("2. Shared folders open: ✖ not OK, something is missing", asked.Lines);
        Assert.False(asked.Rings);
        Assert.Equal(["/ok 3", "/notok 3"], asked.Buttons.Select(b => b.Command));
        Assert.Null(await thumb.PressAsync("client-it", "/ok 3"));
        Assert.Null(await thumb.PressAsync("executor", "/fixed"));
        Assert.Equal(["/ok", "/notok", "/ok 2", "/notok 2"], (await AskAsync(thumb)).Buttons.Select(b => b.Command));
        Assert.Null(await thumb.PressAsync("client-it", "/ok 2"));
        Assert.Equal("client-it", run.Coordinator.State.Acceptance!.Who);
        Assert.DoesNotContain(await thumb.ShownAsync(), m => m.Key.Contains(":ask:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_no_to_all_with_a_picked_complaint_and_acceptance_with_items()
    {
        using var run = await AtItemsAsync();
        var thumb = new Thumb(run);
        Assert.Equal(RefusalCodes.BadArgument, await thumb.PressAsync("client-it", "/notok"));
        Assert.Null(await thumb.PressAsync("client-it", "/confirm /notok too slow"));
        Assert.Null(await thumb.PressAsync("executor", "/fixed"));
        Assert.Equal(RefusalCodes.BadArgument, await thumb.PressAsync("client-it", "/notok 3"));
        Assert.Null(await thumb.PressAsync("client-it", "/confirm /notok 3 does not work"));
        Assert.Null(await thumb.PressAsync("client-it", "/ok with items"));
        await run.DriveAsync();
        Assert.Null(await thumb.PressAsync("supervisor", "/go"));
    }

    private static async Task<SampleRun> AtItemsAsync()
    {
        var files = Nights.AtItems().Files;
        var run = await SampleRun.AtStoresAsync(files);
        await run.EndAsync("upgrade-store/mbs2", "succeeded", "done");
        await run.EndAsync(Step, "succeeded", "done");
        await run.DriveAsync();
        return run;
    }

    private static async Task<OutboundMessage> AskAsync(Thumb thumb) =>
        Assert.Single(await thumb.ShownAsync(), m => m.Key.Contains(":ask:", StringComparison.Ordinal));

    private static Task<Decision> FailAsync(SampleRun run) => run.EndAsync(Step, "failed", "mailboxd did not start");
}
