using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

/// <summary>A talk with an installer that survives whatever happens to the bot, the link and the installer's manners.</summary>
public sealed class InstallerConversationTests : IDisposable
{
    private const string Canary = "upgrade-store/mbs1";
    private const string Odd = "Keep local changes? [Y] ";
    private static readonly string[] Prompts =
    [
        "First\nDo you agree? [N] ", "\nSecond\nDo you agree? [N] ", "\nKeeping things\nDo you still agree? [N] ",
        "\nInstalling:\n    core\nThe system will be modified. Continue? [N] ",
    ];

    private readonly EngineNight night = new();

    public void Dispose() => night.Dispose();

    [Fact]
    public async Task Killed_at_every_prompt_it_goes_on_and_types_each_answer_once()
    {
        await BeginAsync(Talk(Prompts));
        for (var n = 1; n <= Prompts.Length; n++)
        {
            var asked = n;
            await night.UntilAsync(s => s.StepOf(Canary).Answers.Count >= asked);
            await night.CrashAndRestartAsync();
            await night.Hosts.Of(Canary).TypedAsync(n);
            await night.CrashAndRestartAsync();
        }
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Succeeded);
        Assert.Equal(["Y", "Y", "Y", "Y"], night.Hosts.Of(Canary).Typed.Values);
        Assert.Equal(1, night.Hosts.Starts.Count(s => s == Canary));
    }

    [Fact]
    public async Task Where_the_record_of_an_answer_was_lost_with_the_bot_the_questions_after_it_are_answered()
    {
        await BeginAsync(async (_, program) =>
        {
            program.Say(Prompts[0]);
            program.Type(1, program.Length, "Y"); // the lost bot, whose journal ends before it
            foreach (var prompt in Prompts[1..])
            {
                await program.ReadLineAsync();
                program.Say(prompt);
            }
            await program.ReadLineAsync();
            program.End(0);
        });
        await night.UntilAsync(s => s.StepOf(Canary).Answers.Count >= 2);
        await night.CrashAndRestartAsync();
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Succeeded);
        Assert.Equal(["Y", "Y", "Y", "Y"], night.Hosts.Of(Canary).Typed.Values);
    }

    [Fact]
    public async Task Killed_while_people_are_asked_the_answer_before_is_not_typed_into_their_question()
    {
        await BeginAsync(Talk(Prompts[0], "\n" + Odd, Prompts[1]));
        await night.Hosts.Of(Canary).TypedAsync(1);
        await PassTimeAsync(s => s.StepOf(Canary).Prompt is { Known: false });
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        night.Hosts.BeforeTyping = (_, _) => again.TrySetResult();
        await night.CrashAndRestartAsync();
        await again.Task;
        await Answer("executor", "N");
        await Answer("supervisor", "N");
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Succeeded);
        Assert.Equal(["Y", "N", "Y"], night.Hosts.Of(Canary).Typed.Values);
    }

    [Fact]
    public async Task With_the_link_cut_at_every_prompt_each_answer_is_typed_once()
    {
        var program = new TaskCompletionSource<ScriptedHosts.Program>();
        await BeginAsync((_, p) =>
        {
            program.TrySetResult(p);
            return Task.CompletedTask;
        });
        var installer = await program.Task;
        foreach (var (prompt, n) in Prompts.Reverse().Select((p, i) => (p, i + 1)))
        {
            night.Hosts.Cut();
            installer.Say(prompt);
            await night.UntilAsync(s => s.StepOf(Canary).Flags.HasFlag(StepFlags.LinkLost));
            night.Hosts.IsCut = false;
            await PassTimeAsync(s => s.StepOf(Canary).Answers.Count >= n && !s.StepOf(Canary).Flags.HasFlag(StepFlags.LinkLost));
            await installer.TypedAsync(n);
        }
        installer.End(0);
        await PassTimeAsync(s => s.StepOf(Canary).Status == StepStatus.Succeeded);
        Assert.Equal(["Y", "Y", "Y", "Y"], installer.Typed.Values);
    }

    [Fact]
    public async Task A_question_that_came_while_nobody_could_see_the_host_is_answered_when_it_is_seen_again()
    {
        var program = new TaskCompletionSource<ScriptedHosts.Program>();
        await BeginAsync((_, p) =>
        {
            program.TrySetResult(p);
            return Task.CompletedTask;
        });
        (await program.Task).Say(Prompts[3]);
        await night.UntilAsync(s => s.StepOf(Canary).Flags.HasFlag(StepFlags.Locked));
        night.Hosts.Cut();
        (await program.Task).Say(Prompts[0]);
        await PassTimeAsync(s => s.StepOf(Canary).Status == StepStatus.Unknown, TimeSpan.FromSeconds(30));
        night.Hosts.IsCut = false;
        await PassTimeAsync(s => s.StepOf(Canary).Answers.Count == 2, TimeSpan.FromSeconds(30));
        Assert.Equal(StepStatus.Running, night.Run.State.StepOf(Canary).Status);
    }

    [Fact]
    public async Task The_order_of_the_questions_does_not_matter()
    {
        await BeginAsync(Talk(Prompts[2], Prompts[0], Prompts[1], Prompts[3]));
        await night.UntilAsync(s => s.StepOf(Canary).Status == StepStatus.Succeeded);
        Assert.Equal(4, night.Hosts.Of(Canary).Typed.Count);
    }

    [Fact]
    public async Task A_question_that_refuses_the_known_answer_twice_is_given_to_people()
    {
        const string Again = "A Yes/No answer is required\n\nDo you agree? [N] ";
        await BeginAsync(Talk("Do you agree? [N] ", Again, Again, Again));
        await night.UntilAsync(s => s.StepOf(Canary).Prompt is { Known: false });
        Assert.Equal("repeated", night.Run.State.StepOf(Canary).Prompt!.Why);
        Assert.Equal(2, night.Hosts.Of(Canary).Typed.Count);
    }

    [Fact]
    public async Task A_question_without_brackets_waits_for_two_names_and_the_answer_holds_for_the_next_hosts()
    {
        await BeginAsync(Talk("Really go on (? - help) "), everywhere: true);
        await PassTimeAsync(s => s.StepOf(Canary).Prompt is { Known: false });
        Assert.Equal(StepStatus.Running, night.Run.State.StepOf(Canary).Status);
        Assert.IsType<Decision.Accepted>(await Answer("executor", "yes"));
        Assert.Empty(night.Hosts.Of(Canary).Typed);
        Assert.Equal(RefusalCodes.OwnRequest, Code(await Answer("executor", "yes")));
        Assert.Equal(RefusalCodes.NotAllowed, Code(await Answer("observer", "yes")));
        await Answer("supervisor", "no");
        Assert.Empty(night.Hosts.Of(Canary).Typed); // another answer asks anew
        Assert.IsType<Decision.Accepted>(await Answer("supervisor", "yes"));
        await night.Hosts.Of(Canary).TypedAsync(1);

        await PassTimeAsync(s => s.PhaseOf("stores").Status == PhaseStatus.Succeeded);
        foreach (var host in new[] { "mbs1", "mbs2", "mbs3" })
        {
            Assert.Equal(["yes"], night.Hosts.Of($"upgrade-store/{host}").Typed.Values);
        }
        Assert.Equal(1, night.Journal.Lines.Count(l => l.Kind == "prompt-seen" && l.Body.Contains("\"known\":false", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Blanks_and_other_words_are_refused_where_the_question_takes_yes_or_no()
    {
        await BeginAsync(Talk(Odd));
        await PassTimeAsync(s => s.StepOf(Canary).Prompt is { Known: false });
        Assert.Equal("answer-blanks", Problem(await Answer("executor", "Y N")));
        Assert.Equal("answer-yes-no", Problem(await Answer("executor", "maybe")));
        Assert.Empty(night.Run.State.Proposals);
    }

    [Theory]
    [InlineData("Do you wish to upgrade? [Y] ", "N")]
    [InlineData("Do you wish to upgrade? [Y] ", "no")]
    [InlineData("Delete users/mail? [N] ", "Y")]
    [InlineData("Delete users/mail? [N] ", "yes")]
    public async Task What_destroys_is_refused_whoever_says_it(string prompt, string answer)
    {
        await BeginAsync(Talk(prompt));
        await PassTimeAsync(s => s.StepOf(Canary).Prompt is { Known: false });
        Assert.Equal(RefusalCodes.AnswerBarred, Code(await Answer("executor", answer)));
        Assert.Equal(RefusalCodes.AnswerBarred, Code(await Answer("supervisor", answer)));
        Assert.Empty(night.Run.State.Proposals);
        Assert.Empty(night.Hosts.Of(Canary).Typed);
    }

    [Fact]
    public async Task What_the_host_bars_is_not_typed_and_waits_for_people_with_its_number_free()
    {
        night.Hosts.BeforeTyping = (_, text) =>
        {
            if (text == "Y")
            {
                throw new AnswerBarredException("mbs1 does not type 'Y'");
            }
        };
        await BeginAsync(Talk("Do you agree? [N] "));
        await night.UntilAsync(s => s.StepOf(Canary).Prompt is { Known: false });
        Assert.Empty(night.Run.State.StepOf(Canary).Answers);
        await Answer("executor", "N");
        await Answer("supervisor", "N");
        await night.Hosts.Of(Canary).TypedAsync(1);
        Assert.Equal(["N"], night.Hosts.Of(Canary).Typed.Values);
    }

    [Fact]
    public async Task Who_answers_on_the_host_is_noticed_and_nothing_is_typed_after_him()
    {
        var program = new TaskCompletionSource<ScriptedHosts.Program>();
        await BeginAsync((_, p) =>
        {
            p.Say(Odd);
            program.TrySetResult(p);
            return Task.CompletedTask;
        });
        await PassTimeAsync(s => s.StepOf(Canary).Prompt is { Known: false });
        await Answer("executor", "Y");
        (await program.Task).Say("Y\nGoing on\n");
        await night.UntilAsync(s => s.StepOf(Canary).Prompt is null);
        Assert.Empty(night.Run.State.Proposals);
        Assert.Equal(RefusalCodes.NotReady, Code(await Answer("supervisor", "Y")));
    }

    [Fact]
    public async Task From_the_answer_that_changes_the_host_nothing_kills_it_and_a_no_leaves_it_free()
    {
        await BeginAsync(Talk("The system will be modified. Continue? [N] "));
        await night.UntilAsync(s => s.StepOf(Canary).Flags.HasFlag(StepFlags.Locked));
        var events = night.Journal.Lines.Select(l => l.Kind).ToList();
        Assert.Equal(events.IndexOf("answer-decided") + 1, events.IndexOf("step-uninterruptible"));
    }

    [Fact]
    public async Task A_long_silence_is_told_and_people_may_answer_what_nobody_recognised()
    {
        await BeginAsync(Talk("The system will be modified. Continue? [N] ", "Working...\nReady..."));
        await night.UntilAsync(s => s.StepOf(Canary).Flags.HasFlag(StepFlags.Locked));
        await night.Hosts.Of(Canary).HandedAsync("Ready...");
        await PassTimeAsync(s => s.StepOf(Canary).Talk.Silent is not null, TimeSpan.FromMinutes(1));
        Assert.Equal("Ready...", night.Run.State.StepOf(Canary).Talk.Silent!.Line);
        await Answer("executor", "");
        await Answer("supervisor", "");
        await night.Hosts.Of(Canary).TypedAsync(2);
        Assert.Equal(["Y", ""], night.Hosts.Of(Canary).Typed.Values);
    }

    private async Task BeginAsync(Func<HostScript, ScriptedHosts.Program, Task> installer, bool everywhere = false)
    {
        night.Hosts.Play = (script, program) =>
        {
            if (script.StepName == Canary || (everywhere && script.StepName.StartsWith("upgrade-store/", StringComparison.Ordinal)))
            {
                return installer(script, program);
            }
            program.End(0);
            return Task.CompletedTask;
        };
        await night.StartAsync();
        await night.ToStoresAsync();
        await night.UntilAsync(s => s.StepOf(Canary).Status is StepStatus.Running or StepStatus.Succeeded);
        await Until.HoldsAsync(() => night.Hosts.Starts.Contains(Canary));
    }

    /// <summary>Says each, waits for a line after each, ends with 0.</summary>
    private static Func<HostScript, ScriptedHosts.Program, Task> Talk(params string[] prompts) => async (_, program) =>
    {
        foreach (var prompt in prompts)
        {
            program.Say(prompt);
            await program.ReadLineAsync();
        }
        program.End(0);
    };

    private Task<Decision> Answer(string who, string text) => night.SayAsync(id => new AnswerPrompt(id, who, "web", null, "mbs1", text));

    private static string? Code(Decision decision) => (decision as Decision.Refused)?.Refusal.Code;

    private static string? Problem(Decision decision) => (decision as Decision.Refused)?.Refusal.Facts.GetValueOrDefault("problem");

    /// <summary>Lets time pass in small steps until a state holds.</summary>
    private async Task PassTimeAsync(Func<RunState, bool> holds, TimeSpan? step = null)
    {
        for (var n = 0; n < 2_000 && !holds(night.Run.State); n++)
        {
            await night.AdvanceAsync(step ?? TimeSpan.FromMilliseconds(500));
            // the engine gets its turn: until a change, or until it had every chance for one
            var seq = night.Run.State.Seq;
            for (var turn = 0; turn < 200 && night.Run.State.Seq == seq; turn++)
            {
                await Task.Yield();
            }
        }
        await night.UntilAsync(holds);
    }
}
