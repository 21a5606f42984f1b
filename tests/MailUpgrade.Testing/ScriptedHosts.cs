using System.Collections.Concurrent;
using System.Text;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Testing;

/// <summary>Hosts in memory that keep the promises of the port: tickets survive whoever started them, and are started once.</summary>
public sealed class ScriptedHosts : IHosts
{
    private readonly ConcurrentDictionary<Ticket, Program> tickets = new();
    private readonly Lock gate = new();

    /// <summary>Step names in the order of their true starts.</summary>
    public List<string> Starts { get; } = [];

    /// <summary>Text of each program that was started, by step name.</summary>
    public ConcurrentDictionary<string, string> Programs { get; } = new();

    /// <summary>The link to every host is cut.</summary>
    public bool IsCut { get; set; }

    /// <summary>The login is refused.</summary>
    public bool IsBarred { get; set; }

    /// <summary>Called before a program is started, with its step name.</summary>
    public Action<string> OnStart { get; set; } = _ => { };

    /// <summary>Answer of a read, by program text; exit 0 by default, and 1 for done-scripts.</summary>
    public Func<FleetHost, string, AskResult> Answer { get; set; } =
        (_, text) => new AskResult(EndKind.Exited, text.EndsWith("done", StringComparison.Ordinal) ? 1 : 0, "OK - fine\n");

    /// <summary>Programs whose step name is here do not end by themselves.</summary>
    public HashSet<string> Long { get; } = [];

    public Task<AskResult> AskAsync(FleetHost host, HostScript script, TimeSpan limit, CancellationToken ct)
    {
        ThrowIfCut(host);
        return Task.FromResult(Answer(host, script.Text));
    }

    public Task StartAsync(FleetHost host, Ticket ticket, HostScript script, CancellationToken ct)
    {
        ThrowIfCut(host);
        OnStart(script.StepName);
        lock (gate)
        {
            if (tickets.TryAdd(ticket, new Program()))
            {
                Starts.Add(script.StepName);
                Programs[script.StepName] = script.Text;
                if (!Long.Contains(script.StepName))
                {
                    tickets[ticket].End(0);
                }
            }
        }
        return Task.CompletedTask;
    }

    public async Task<TicketEnd> AttachAsync(FleetHost host, Ticket ticket, long fromOffset, OutputSink onOutput, CancellationToken ct)
    {
        var program = tickets[ticket];
        for (var offset = fromOffset; ;)
        {
            ThrowIfCut(host);
            var news = program.News;
            var bytes = program.From(offset);
            if (bytes.Length > 0)
            {
                await onOutput(offset, bytes);
                offset += bytes.Length;
                continue;
            }
            if (program.Exit is { } exit)
            {
                return new TicketEnd(EndKind.Exited, exit, offset);
            }
            await news.WaitAsync(ct);
        }
    }

    public Task<TicketStatus> StatusAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        ThrowIfCut(host);
        return Task.FromResult(!tickets.TryGetValue(ticket, out var program) ? new TicketStatus(false, false, null)
            : program.Exit is { } exit ? new TicketStatus(true, false, new TicketEnd(EndKind.Exited, exit, program.Length))
            : new TicketStatus(true, true, null));
    }

    public Task AnswerAsync(FleetHost host, Ticket ticket, int number, string text, CancellationToken ct)
    {
        ThrowIfCut(host);
        tickets[ticket].Type(number, text);
        return Task.CompletedTask;
    }

    public Task<bool> CancelAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        tickets[ticket].End(143);
        return Task.FromResult(true);
    }

    /// <summary>The program of a step's attempt.</summary>
    public Program Of(string step, int attempt = 1) => tickets.Single(t => t.Key.Name == $"{step.Replace('/', '.')}.{attempt}").Value;

    /// <summary>Wakes whoever is attached, so that a cut is felt.</summary>
    public void Cut()
    {
        IsCut = true;
        foreach (var program in tickets.Values)
        {
            program.Say("");
        }
    }

    private void ThrowIfCut(FleetHost host)
    {
        if (IsBarred)
        {
            throw new LoginRejectedException($"{host.Name} does not let this login in");
        }

        if (IsCut)
        {
            throw new HostUnreachableException($"{host.Name} does not answer");
        }
    }

    /// <summary>A program on a host.</summary>
    public sealed class Program
    {
        private readonly Lock gate = new();
        private readonly List<byte> output = [];
        private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Inputs typed, by number.</summary>
        public SortedDictionary<int, string> Typed { get; } = [];

        public int? Exit { get; private set; }

        public long Length => output.Count;

        internal Task News
        {
            get
            {
                lock (gate)
                {
                    return news.Task;
                }
            }
        }

        public void Say(string text)
        {
            lock (gate)
            {
                output.AddRange(Encoding.UTF8.GetBytes(text));
            }
            Tell();
        }

        public void End(int exit)
        {
            Exit ??= exit;
            Tell();
        }

        internal void Type(int number, string text)
        {
            lock (gate)
            {
                Typed.TryAdd(number, text);
            }
        }

        internal byte[] From(long offset)
        {
            lock (gate)
            {
                return output[(int)offset..].ToArray();
            }
        }

        private void Tell()
        {
            lock (gate)
            {
                var told = news;
                news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                told.SetResult();
            }
        }
    }
}
