using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Testing;

/// <summary>A run without engine, journal or clock: commands in, events out, steps ended by the test.</summary>
public sealed class PureNight
{
    private readonly List<Recorded> journal = [];
    private int message;

    public PureNight(string mode = "production", bool rehearsed = true, RunFiles? files = null)
    {
        Files = files ?? SamplePlan.Files;
        OnDisk = Files.Hashes;
        RehearsalPassed = rehearsed;
        Submit(new PlanRun("plan", new RunPlanned(
            "run-1", mode, Files.Plan.Id, Files.Hashes.Plan, Files.Fleet.Id, Files.Hashes.Fleet, Files.Hashes.Team,
            SamplePlan.KickOff, SamplePlan.Closes, "en")));
    }

    public RunFiles Files { get; }

    public RunState State { get; private set; } = RunState.Empty;

    public DateTimeOffset Now { get; set; } = SamplePlan.Evening;

    public FileHashes OnDisk { get; set; }

    public bool RehearsalPassed { get; set; }

    public BookState Book { get; set; } = BookState.Empty;

    /// <summary>Channels in use; empty: not looked at.</summary>
    public IReadOnlyList<string> Channels { get; set; } = [];

    public FreezeCalendar Calendar { get; set; } = new([]);

    public IReadOnlyList<Recorded> Journal => journal;

    public Scene Scene => Present.Of(State, new(
        Files.Plan, Files.Fleet, Files.Team, Calendar, TimeZoneInfo.FindSystemTimeZoneById(Files.Plan.Zone), Now,
        State.HasKickedOff ? null : OnDisk, RehearsalPassed)
    {
        Pack = Files.Pack,
        Book = Book,
        Channels = Channels,
    });

    /// <summary>Outcome of a step when <see cref="Drive"/> ends it; null leaves it running.</summary>
    public Func<StepState, string?> Outcome { get; set; } = _ => "succeeded";

    public Decision Submit(RunCommand command)
    {
        var decision = Run.Decide(State, command, Scene);
        IReadOnlyList<RunEvent> events = decision switch
        {
            Decision.Accepted a => a.Events,
            Decision.Refused r when command is PersonCommand p && r.Refusal.Code != RefusalCodes.UnknownPerson =>
                [new CommandRefused(p.Word, r.Refusal.Code, r.Refusal.Facts)],
            _ => [],
        };
        for (var i = 0; i < events.Count; i++)
        {
            var recorded = new Recorded(State.Seq + 1, Now, command.Actor, command.Channel, i == 0 ? command.Id : null, events[i]);
            journal.Add(recorded);
            State = Run.Apply(State, recorded);
        }
        return decision;
    }

    /// <summary>An event that came with something a test does not play.</summary>
    public void Happen(RunEvent e)
    {
        var recorded = new Recorded(State.Seq + 1, Now, RunCommand.Bot, RunCommand.NoChannel, null, e);
        journal.Add(recorded);
        State = Run.Apply(State, recorded);
    }

    public Decision Say(Func<string, PersonCommand> command) => Submit(command($"web:{++message}"));

    /// <summary>Refusal code of what a person says; null when it is accepted.</summary>
    public string? CodeOf(Func<string, PersonCommand> command) => Say(command) is Decision.Refused r ? r.Refusal.Code : null;

    public string? Precheck(string who = "executor") => CodeOf(id => new BeginPhase(id, who, "web", "precheck", null));

    public string? Ready(string who = "executor") => CodeOf(id => new DeclareReady(id, who, "web", null));

    public string? Go(string who = "supervisor") => CodeOf(id => new Go(id, who, "web", null));

    public string? Rollback(string who) => CodeOf(id => new Rollback(id, who, "web", null, "too late"));

    public string? Extend(string who, int hour, int minute = 0) =>
        CodeOf(id => new ExtendWindow(id, who, "web", null, new TimeOnly(hour, minute), "the far site is slow"));

    public string? Resume(string who) => CodeOf(id => new Resume(id, who, "web", null));

    public string? Retry(string step, string who = "executor") => CodeOf(id => new Retry(id, who, "web", null, step));

    public string? Skip(string who, string step) => CodeOf(id => new Skip(id, who, "web", null, step, "why not"));

    public string? Accept(string who = "client-it") => CodeOf(id => new Accept(id, who, "web", null, ""));

    /// <summary>Fires timers that are due and does what comes next, until nothing moves.</summary>
    public void Drive()
    {
        while (FireDueTimers() | StartWork() | EndSteps())
        {
        }
    }

    public bool FireDueTimers()
    {
        var moved = false;
        foreach (var timer in Timers.Of(State, Scene).Where(t => t.Due <= Now))
        {
            moved |= Submit(new TimerDue(timer)) is Decision.Accepted;
        }
        return moved;
    }

    public bool StartWork()
    {
        var moved = false;
        foreach (var work in NextWork.Of(State, Scene))
        {
            moved |= Submit(new Advance($"next:{State.Seq}:{work}", work)) is Decision.Accepted;
        }
        return moved;
    }

    public bool EndSteps()
    {
        var moved = false;
        foreach (var step in State.InFlight.ToList())
        {
            var asks = Facts.StepOf(Files.Plan, step.Name)?.Kind is StepKind.Ask or StepKind.Wait;
            if (!asks && Outcome(step) is { } outcome)
            {
                moved |= End(step.Name, outcome) is Decision.Accepted;
            }
        }
        return moved;
    }

    public Decision End(string step, string outcome) => Submit(new EndStep(
        $"end:{step}:{State.StepOf(step).Attempt}:{State.Seq}",
        new StepEnded(step, State.StepOf(step).Attempt, outcome, outcome == "succeeded" ? "pass" : "fail", null, $"{step} {outcome}", false), []));

    /// <summary>Precheck, backup at 19:00, ready and go.</summary>
    public PureNight Sealed()
    {
        Precheck();
        Drive();
        Ready();
        Go();
        Now = SamplePlan.Evening.AddHours(1);
        Drive();
        return this;
    }

    /// <summary>Sealed, and past kick-off.</summary>
    public PureNight KickedOff()
    {
        Sealed();
        Now = SamplePlan.KickOff;
        Drive();
        return this;
    }

    public int StartsOf(string step) => journal.Count(r => r.Event is StepStarted s && s.Step == step && s.How == "start");
}
