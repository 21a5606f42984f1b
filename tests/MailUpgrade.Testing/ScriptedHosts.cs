using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Testing;

/// <summary>Hosts in memory that keep the promises of the port: tickets survive whoever started them, and are started once.</summary>
public sealed class ScriptedHosts : IHosts
{
    private readonly ConcurrentDictionary<Ticket, Program> tickets = new();
    private readonly Lock gate = new();

    private readonly List<string> starts = [];

    /// <summary>Step names in the order of their true starts.</summary>
    public IReadOnlyList<string> Starts
    {
        get
        {
            lock (gate)
            {
                return [.. starts];
            }
        }
    }

    /// <summary>Text of each program that was started, by step name.</summary>
    public ConcurrentDictionary<string, string> Programs { get; } = new();

    /// <summary>One line for each true start: step, ticket, time.</summary>
    public List<string> Ledger { get; } = [];

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

    /// <summary>What a program does; by default it ends with 0 unless its step is <see cref="Long"/>.</summary>
    public Func<HostScript, Program, Task>? Play { get; set; }

    /// <summary>Why the host's owner forbids starts; null where he does not.</summary>
    public string? Stopped { get; set; }

    public Task<AskResult> AskAsync(FleetHost host, HostScript script, TimeSpan limit, CancellationToken ct)
    {
        ThrowIfCut(host);
        return Task.FromResult(Answer(host, script.Text));
    }

    public Task StartAsync(FleetHost host, Ticket ticket, HostScript script, CancellationToken ct)
    {
        ThrowIfCut(host);
        if (ticket.Name.Length == 0 || !ticket.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || ticket.Name.StartsWith('.'))
        {
            throw new ArgumentException($"'{ticket.Name}' cannot be a ticket", nameof(ticket));
        }
        if (Stopped is { } why && !tickets.ContainsKey(ticket))
        {
            throw new HostStoppedException($"{host.Name} starts nothing: {why}");
        }
        OnStart(script.StepName);
        var program = new Program { Uninterruptible = script.Uninterruptible };
        lock (gate)
        {
            if (!tickets.TryAdd(ticket, program))
            {
                return Task.CompletedTask;
            }
            starts.Add(script.StepName);
            Programs[script.StepName] = script.Text;
            Ledger.Add($"{script.StepName} {ticket.Name} 0");
        }
        if (Play is { } play)
        {
            _ = play(script, program);
        }
        else if (!Long.Contains(script.StepName))
        {
            program.End(0);
        }
        return Task.CompletedTask;
    }

    public async Task<TicketEnd> AttachAsync(FleetHost host, Ticket ticket, long fromOffset, OutputSink onOutput, CancellationToken ct)
    {
        using var reading = tickets[ticket].Read();
        var program = tickets[ticket];
        for (var offset = fromOffset; ;)
        {
            ct.ThrowIfCancellationRequested();
            ThrowIfCut(host);
            var news = program.News;
            var bytes = program.From(offset);
            if (bytes.Length > 0)
            {
                await onOutput(offset, bytes);
                offset += bytes.Length;
                program.Hand(offset);
                continue;
            }
            if (program.Ended is { } end)
            {
                return end;
            }
            await news.WaitAsync(ct);
        }
    }

    public Task<TicketStatus> StatusAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        ThrowIfCut(host);
        return Task.FromResult(!tickets.TryGetValue(ticket, out var program) ? new TicketStatus(false, false, null)
            : program.Ended is { } end ? new TicketStatus(true, false, end)
            : new TicketStatus(true, true, null));
    }

    public Task AnswerAsync(FleetHost host, Ticket ticket, int number, long asked, string text, CancellationToken ct)
    {
        ThrowIfCut(host);
        BeforeTyping(number, text);
        tickets[ticket].Type(number, asked, text);
        return Task.CompletedTask;
    }

    /// <summary>Called before an answer is typed; may throw what a host throws.</summary>
    public Action<int, string> BeforeTyping { get; set; } = (_, _) => { };

    public Task<bool> CancelAsync(FleetHost host, Ticket ticket, CancellationToken ct)
    {
        ThrowIfCut(host);
        var known = tickets.TryGetValue(ticket, out var program);
        if (known && program!.Uninterruptible)
        {
            return Task.FromResult(false);
        }
        program?.Finish(EndKind.Signalled, 15);
        return Task.FromResult(true);
    }

    /// <summary>The host boots: what ran is gone and left no status.</summary>
    public void Reboot()
    {
        foreach (var program in tickets.Values)
        {
            program.Finish(EndKind.Lost, null);
        }
    }

    /// <summary>Hosts that were cleaned, as <c>host run</c>.</summary>
    public ConcurrentQueue<string> Cleaned { get; } = new();

    public Task<bool> CleanAsync(FleetHost host, string run, CancellationToken ct)
    {
        ThrowIfCut(host);
        if (tickets.Any(t => t.Key.Run == run && t.Value.Ended is null))
        {
            return Task.FromResult(false);
        }
        foreach (var ticket in tickets.Keys.Where(t => t.Run == run))
        {
            tickets.TryRemove(ticket, out _);
        }
        Cleaned.Enqueue($"{host.Name} {run}");
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
        private readonly Channel<string> input = Channel.CreateUnbounded<string>();
        private readonly Dictionary<int, long> typedAt = [];
        private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int readers;
        private long handed;

        /// <summary>Inputs typed, by number.</summary>
        public SortedDictionary<int, string> Typed { get; } = [];

        /// <summary>How it ended; null while it runs.</summary>
        public TicketEnd? Ended { get; private set; }

        /// <summary>Exit status, or 128 and the signal; null while it runs.</summary>
        public int? Exit => Ended is { Kind: EndKind.Signalled } signalled ? 128 + signalled.ExitStatus : Ended?.ExitStatus;

        internal bool Uninterruptible { get; init; }

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

        public void End(int exit) => Finish(EndKind.Exited, exit);

        /// <summary>The first end counts.</summary>
        public void Finish(EndKind kind, int? status)
        {
            lock (gate)
            {
                Ended ??= new TicketEnd(kind, status, output.Count);
            }
            input.Writer.TryComplete();
            Tell();
        }

        /// <summary>The next line typed, in the order of typing.</summary>
        public ValueTask<string> ReadLineAsync() => input.Reader.ReadAsync();

        /// <summary>As a host types: a number once, and one that was typed before the question was asked under the next.</summary>
        public void Type(int number, long asked, string text)
        {
            lock (gate)
            {
                while (typedAt.TryGetValue(number, out var at) && at < asked)
                {
                    number++;
                }
                if (Ended is null && Typed.TryAdd(number, text))
                {
                    typedAt[number] = output.Count;
                    input.Writer.TryWrite(text);
                }
            }
            Tell();
        }

        /// <summary>Returns when so many answers were typed.</summary>
        public Task TypedAsync(int count) => UntilAsync(() => Typed.Count >= count);

        /// <summary>Returns when somebody reads its output, or when nobody does any more.</summary>
        public Task ReadAsync(bool isRead) => UntilAsync(() => readers > 0 == isRead);

        /// <summary>Returns when a reader has dealt with its output up to this text.</summary>
        public Task HandedAsync(string text) => UntilAsync(() => Encoding.UTF8.GetString([.. output.Take((int)handed)]).EndsWith(text, StringComparison.Ordinal));

        internal void Hand(long to)
        {
            lock (gate)
            {
                handed = to;
            }
            Tell();
        }

        internal IDisposable Read()
        {
            Interlocked.Increment(ref readers);
            Tell();
            return new Reading(() =>
            {
                Interlocked.Decrement(ref readers);
                Tell();
            });
        }

        private async Task UntilAsync(Func<bool> holds)
        {
            using var patience = new CancellationTokenSource(Hang.After);
            while (true)
            {
                Task next;
                lock (gate)
                {
                    if (holds())
                    {
                        return;
                    }
                    next = news.Task;
                }
                await next.WaitAsync(patience.Token);
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

    private sealed class Reading(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
