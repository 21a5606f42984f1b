using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;

namespace MailUpgrade.Core.Tests.Runs.Properties;

/// <summary>
/// A night in which anything happens: random commands of random people, typed and pressed, late and twice; a clock that runs, jumps and
/// goes back; a bot that dies between the journal and the host; a second process with an old picture; edited files. Hosts keep their
/// own ledger. The same seed is the same night.
/// </summary>
internal sealed class RandomNight
{
    public static readonly RunFiles Files = SamplePlan.Files with { Plan = Plan(), Pack = SamplePlan.Pack() with { Stops = ["halt.sh"], Starts = ["wake.sh"] } };
    private static readonly string[] People = ["executor", "executor2", "supervisor", "supervisor2", "observer", "client-it"];

    private readonly Random random;
    private readonly List<PersonCommand> said = [];
    private readonly List<RunTimer> oldTimers = [];
    private readonly List<Work> oldWork = [];
    private readonly HashSet<(string Step, int Attempt)> fresh = [];
    private readonly Dictionary<(string Step, int Attempt), bool> programs = [];
    private DateTimeOffset clock = SamplePlan.Evening;
    private RunState second = RunState.Empty;
    private readonly bool calm;
    private int message;

    public RandomNight(int seed)
    {
        Seed = seed;
        random = new Random(seed);
        calm = random.Next(2) == 0;
        World = new World(Files.Hashes, random.Next(8) != 0, random.Next(10) == 0 ? Frozen() : new FreezeCalendar([]));
        Submit(new PlanRun("plan", new RunPlanned(
            "run-1", random.Next(3) == 0 ? "practice" : "production", Files.Plan.Id, Files.Hashes.Plan, Files.Fleet.Id, Files.Hashes.Fleet,
            Files.Hashes.Team, SamplePlan.KickOff, SamplePlan.Closes, "en")));
    }

    public int Seed { get; }

    public RunState State { get; private set; } = RunState.Empty;

    /// <summary>The journal, with what the world was like when each event was written.</summary>
    public List<(Recorded Entry, World World, RunState Before)> Journal { get; } = [];

    /// <summary>Real starts on hosts: step, attempt, and how far the journal was.</summary>
    public List<(string Step, int Attempt, long Seq)> Ledger { get; } = [];

    /// <summary>Commands that were delivered again, with the first answer and the later one.</summary>
    public List<(PersonCommand Command, Refusal? First, Decision Again)> Redelivered { get; } = [];

    public World World { get; private set; }

    /// <summary>Never before the last event, as the coordinator takes it.</summary>
    private DateTimeOffset Now => clock > State.LastAt ? clock : State.LastAt;

    public Scene Scene => Present.Of(State, new Scene(
        Files.Plan, Files.Fleet, Files.Team, World.Calendar, TimeZoneInfo.FindSystemTimeZoneById(SamplePlan.Zone), Now,
        State.HasKickedOff ? null : World.OnDisk, World.Rehearsed)
    {
        Pack = Files.Pack,
    });

    public RandomNight Play(int moves)
    {
        for (var move = 0; move < moves && !State.HasEnded; move++)
        {
            Move();
        }
        return this;
    }

    private void Move()
    {
        if (calm && random.Next(12) > 0)
        {
            Calm();
            return;
        }
        switch (random.Next(100))
        {
            case < 24: Sensible(); break;
            case < 44: Speak(RandomCommands.Any(random, Pick(People), NewId(), State, Scene)); break;
            case < 50 when said.Count > 0: Again(Pick(said)); break;
            case < 60: PassTime(); break;
            case < 68: Fire(); break;
            case < 84: Advance(); break;
            case < 93: Hosts(); break;
            case < 95: Crash(); break;
            case < 97: SecondProcess(); break;
            default: ChangeWorld(); break;
        }
    }

    /// <summary>Half of the nights go on by themselves most of the time: only so they come to the places where it matters.</summary>
    private void Calm()
    {
        var seq = State.Seq;
        if (State.HasKickedOff && random.Next(6) == 0)
        {
            Speak(RandomCommands.OfTheNight(random, Pick(People), NewId(), State, Scene));
        }
        Advance();
        Hosts();
        if (State.Seq == seq)
        {
            Sensible();
        }
        if (State.Seq == seq)
        {
            clock = Timers.Of(State, Scene).Select(t => t.Due).Where(d => d > clock).DefaultIfEmpty(clock.AddMinutes(20)).Min();
            Fire();
        }
    }

    /// <summary>What people would say so that the night goes on: without it no night gets far.</summary>
    private void Sensible()
    {
        var s = State;
        PersonCommand? next = s switch
        {
            { HasKickedOff: false } when s.PhaseOf("precheck").Status == PhaseStatus.Pending => new BeginPhase(NewId(), "executor", "web", "precheck", null),
            { HasKickedOff: false, Ready: null, Permit: null } => new DeclareReady(NewId(), Pick(["executor", "executor2"]), "web", null),
            { HasKickedOff: false, Permit: null } => new Go(NewId(), Pick(["supervisor", "supervisor2"]), "web", null),
            _ when s.Gates.Values.Any(g => g.Side is null) && random.Next(3) == 0 => null, // nobody decides in time
            _ when s.Proposals.ContainsKey("rollback") && random.Next(2) == 0 => new Rollback(NewId(), Pick(People), "web", null, ""),
            _ when RandomCommands.Joinable(s) is { } line && random.Next(3) > 0 => RandomCommands.Joined(line, NewId(), Pick(People), "web", null),
            { Undecided.Count: > 0 } => Pick<PersonCommand>(
            [
                new Retry(NewId(), "executor", "web", null, s.Undecided[0].Name), new Fixed(NewId(), "executor", "web", null, s.Undecided[0].Name),
                new Skip(NewId(), Pick(["executor", "supervisor"]), "web", null, s.Undecided[0].Name, ""),
            ]),
            { Status: RunStatus.Paused, Pause.Cause: VoidSetRules.Cause } => new Retry(NewId(), "executor", "web", null, ""),
            { Status: RunStatus.Paused, Refusal: not null } => new Fixed(NewId(), "executor", "web", null, "mended"),
            { Status: RunStatus.Paused } => new Resume(NewId(), "executor", "web", null),
            _ when s.Gates.Values.Any(g => g.Side is null) => new Go(NewId(), "supervisor", "web", null),
            _ when Facts.OpenAsk(s, Scene.Plan) is not null && random.Next(3) == 0 => new NotAccept(NewId(), "client-it", "web", null, "no"),
            _ when Facts.OpenAsk(s, Scene.Plan) is not null => new Accept(NewId(), "client-it", "web", null, "") { Items = random.Next(4) == 0 ? [1] : [] },
            _ => null,
        };
        if (next is not null && s.TakenOver.IsEmpty)
        {
            Speak(next);
        }
        else if (!s.TakenOver.IsEmpty)
        {
            Speak(new GiveBack(NewId(), "executor", "web", null, s.TakenOver.Keys.First(), ""));
        }
    }

    private void Speak(PersonCommand command)
    {
        said.Add(command);
        Submit(command);
    }

    private void Again(PersonCommand command)
    {
        if (State.Answers.TryGetValue(command.Id, out var first))
        {
            Redelivered.Add((command, first, Submit(command)));
        }
    }

    private void PassTime()
    {
        var due = Timers.Of(State, Scene).Select(t => t.Due).Where(d => d > clock).DefaultIfEmpty(clock.AddMinutes(20)).Min();
        clock = random.Next(10) switch
        {
            0 => clock.AddMinutes(-random.Next(1, 120)),
            1 => due.AddMinutes(random.Next(1, 40)),
            2 => clock.AddMinutes(random.Next(1, 90)),
            < 6 => due,
            _ => clock.AddSeconds(random.Next(1, 300)),
        };
    }

    private void Fire()
    {
        var timers = Timers.Of(State, Scene);
        oldTimers.AddRange(timers);
        foreach (var timer in timers.Where(t => t.Due <= Now).Concat(oldTimers.Count > 0 ? [Pick(oldTimers)] : []))
        {
            Submit(new TimerDue(timer));
        }
    }

    /// <summary>What the executor loop does; some of it with an old picture.</summary>
    private void Advance()
    {
        var work = NextWork.Of(State, Scene);
        oldWork.AddRange(work);
        foreach (var next in work.Concat(oldWork.Count > 0 && random.Next(6) == 0 ? [Pick(oldWork)] : []))
        {
            if (Submit(new Advance($"next:{State.Seq}:{next}", next)) is Decision.Accepted && next is Work.StartStep start)
            {
                fresh.Add((start.Step, start.Attempt));
                if (random.Next(40) == 0)
                {
                    Crash(); // recorded, and not yet done
                }
            }
        }
    }

    /// <summary>Runners: touch the host for what the journal says has begun, by ticket; end some programs; tell some ends twice.</summary>
    private void Hosts()
    {
        foreach (var step in State.InFlight.Where(x => x.Host is null || !State.TakenOver.ContainsKey(x.Host)).ToList())
        {
            if (Facts.StepOf(Scene.Plan, step.Name)?.Kind is StepKind.Ask or StepKind.Wait)
            {
                continue;
            }
            var own = (step.Name, step.Attempt);
            var before = (step.Name, step.Attempt - 1);
            if (step.How == "start" && !programs.ContainsKey(own) && !(programs.TryGetValue(before, out var runs) && runs))
            {
                programs[own] = true;
                Ledger.Add((step.Name, step.Attempt, State.Seq));
            }
            fresh.Remove(own);
            if (step.Name.StartsWith("upgrade-", StringComparison.Ordinal) && random.Next(2) == 0)
            {
                Submit(new Observe($"locked:{step.Name}:{step.Attempt}", [new StepUninterruptible(step.Name, step.Attempt)]));
            }
            if (random.Next(3) > 0)
            {
                programs[own] = false;
                programs[before] = false;
                var outcome = random.Next(14) switch { 0 => "failed", 1 => "unknown", _ => "succeeded" };
                var end = new EndStep(
                    $"end:{step.Name}:{step.Attempt}:{State.Seq}",
                    new StepEnded(step.Name, step.Attempt, outcome, outcome == "succeeded" ? "pass" : "fail", null, outcome, random.Next(20) == 0), []);
                Submit(end);
                if (random.Next(5) == 0)
                {
                    Submit(end);
                }
            }
        }
    }

    /// <summary>kill -9: what was in memory is gone, the journal and the hosts are there.</summary>
    private void Crash()
    {
        fresh.Clear();
        State = Fold.All(Journal.Select(j => j.Entry));
        Submit(new ResumeService($"resume:{State.Seq}"));
    }

    /// <summary>Another process with an old picture decides by it; the journal takes only what follows its own end.</summary>
    private void SecondProcess()
    {
        if (second.Id.Length == 0 || random.Next(3) == 0)
        {
            second = State;
            return;
        }
        var command = RandomCommands.Any(random, Pick(People), NewId(), second, Scene);
        if (Core.Runs.Run.Decide(second, command, Scene) is Decision.Accepted accepted && second.Seq == State.Seq)
        {
            Append(command, accepted.Events);
        }
    }

    private void ChangeWorld() => World = random.Next(4) switch
    {
        0 => World with { OnDisk = World.OnDisk with { Plan = random.Next(2) == 0 ? "plan-2" : Files.Hashes.Plan } },
        1 => World with { OnDisk = World.OnDisk with { Fleet = random.Next(3) == 0 ? "fleet-2" : Files.Hashes.Fleet } },
        2 => World with { Rehearsed = random.Next(4) > 0 },
        _ => World with { Calendar = random.Next(6) == 0 ? Frozen() : new FreezeCalendar([]) },
    };

    private Decision Submit(RunCommand command)
    {
        var decision = Core.Runs.Run.Decide(State, command, Scene);
        IReadOnlyList<RunEvent> events = decision switch
        {
            Decision.Accepted a => a.Events,
            Decision.Refused r when !State.HasEnded && command is PersonCommand p => [new CommandRefused(p.Word, r.Refusal.Code, r.Refusal.Facts)],
            _ => [],
        };
        Append(command, events);
        return decision;
    }

    private void Append(RunCommand command, IReadOnlyList<RunEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var recorded = new Recorded(State.Seq + 1, Now, command.Actor, command.Channel, i == 0 ? command.Id : null, events[i]);
            Journal.Add((recorded, World, State));
            State = Core.Runs.Run.Apply(State, recorded);
        }
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private string NewId() => $"web:{++message}";

    private static FreezeCalendar Frozen() => new([new Freeze(new DateOnly(2018, 12, 29), new DateOnly(2018, 12, 30), SamplePlan.Both("stock-taking"))]);

    /// <summary>The sample night with a gate that runs out, a quorum of three for adding steps, break-glass, and services that stop before the final set.</summary>
    private static Plan Plan()
    {
        var plan = SamplePlan.Plan();
        var all = plan.Phases[^1].Steps[0];
        return plan with
        {
            Rollback = plan.Rollback with { Steps = [plan.Rollback.Steps[0], all with { Id = "wake", Script = "wake.sh" }, .. plan.Rollback.Steps.Skip(1)] },
            BreakGlass = ["supervisor"],
            Decisions = [new Quorum(Quorums.Amend, [Seat.Of("executor"), Seat.Of("supervisor"), Seat.Of("any")], TimeSpan.FromMinutes(20))],
            Phases =
            [
                .. plan.Phases.Select(p => p.Id == "close-doors" ? p with { Steps = [.. p.Steps, all with { Id = "halt", Script = "halt.sh" }] }
                    : p.Id == "final-snapshot" ? p with { Steps = [all with { Id = "still" }, p.Steps[0] with { Script = "create" }] }
                    : p.Id != "stores" ? p
                    : p with { Silence = SilenceRule.ProposeRollback, Gate = new Gate("supervisor", SamplePlan.Both("On?"), TimeSpan.FromMinutes(10)) }),
            ],
        };
    }
}

/// <summary>What the run does not hold: files on disk, the calendar, the rehearsals.</summary>
internal sealed record World(FileHashes OnDisk, bool Rehearsed, FreezeCalendar Calendar);
