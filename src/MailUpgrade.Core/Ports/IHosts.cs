using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Ports;

/// <summary>
/// Remote work on hosts. Practice hosts, a scripted double and ssh keep the same promises (one contract test). Every member may also
/// throw a <see cref="HostBarredException"/>: the way in is barred until a person has mended something; nothing was done.
/// </summary>
public interface IHosts
{
    /// <summary>
    /// Runs a short program that only reads and waits for its end. May be repeated at any time.
    /// </summary>
    /// <param name="host">Where.</param>
    /// <param name="script">POSIX sh program, sent over stdin.</param>
    /// <param name="limit">Longest run, on the run clock; after it the program is killed and the end is <see cref="EndKind.Lost"/>.</param>
    /// <param name="ct">Cancels the waiting.</param>
    /// <exception cref="HostUnreachableException">Nothing was started, or nobody can tell; asking again is sensible.</exception>
    Task<AskResult> AskAsync(FleetHost host, HostScript script, TimeSpan limit, CancellationToken ct);

    /// <summary>
    /// Starts a program under the caller's ticket. Twice the same ticket is started once. The program outlives the link and the bot.
    /// </summary>
    /// <exception cref="HostUnreachableException">It may or may not have been started: ask <see cref="StatusAsync"/>, or start again.</exception>
    /// <exception cref="NotStartedException">The host's owner forbids starts, or the host cannot make the terminal that was asked for: nothing was started.</exception>
    Task StartAsync(FleetHost host, Ticket ticket, HostScript script, CancellationToken ct);

    /// <summary>
    /// Streams the output of a ticket from an offset of the original stream and returns when the program has ended. Of very long output
    /// the host keeps head and tail: who comes late gets it with a gap in the offsets.
    /// </summary>
    /// <exception cref="HostUnreachableException">The link was lost; attach again from the last offset.</exception>
    Task<TicketEnd> AttachAsync(FleetHost host, Ticket ticket, long fromOffset, OutputSink onOutput, CancellationToken ct);

    /// <summary>What is known of a ticket.</summary>
    /// <exception cref="HostUnreachableException">Nobody can tell now.</exception>
    Task<TicketStatus> StatusAsync(FleetHost host, Ticket ticket, CancellationToken ct);

    /// <summary>
    /// Types input number <paramref name="number"/> and a line end. The same number twice is typed once. A number that was typed before
    /// the question was asked is that of a question whose record was lost: then the next free number is taken.
    /// </summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="ticket">Of the program.</param>
    /// <param name="number">Counted from 1 in the ticket.</param>
    /// <param name="asked">Offset of the output behind the question; 0 where that is not known.</param>
    /// <param name="text">One line.</param>
    /// <param name="ct">Gives up the call.</param>
    /// <exception cref="HostUnreachableException">It may or may not have been typed; answer again with the same number.</exception>
    /// <exception cref="AnswerBarredException">The script's own table bars it to the question that stands there now. Not typed; the number is free.</exception>
    Task AnswerAsync(FleetHost host, Ticket ticket, int number, long asked, string text, CancellationToken ct);

    /// <summary>Ends a ticket's whole process group. Refused by the host for an uninterruptible one.</summary>
    /// <returns>False where the host refused.</returns>
    Task<bool> CancelAsync(FleetHost host, Ticket ticket, CancellationToken ct);

    /// <summary>Removes all that a run left on a host but the ledger of its starts. For a run that is over; may be called twice.</summary>
    /// <returns>False while something of it runs: then nothing was removed.</returns>
    /// <exception cref="HostUnreachableException">Nobody can tell; asking again is sensible.</exception>
    Task<bool> CleanAsync(FleetHost host, string run, CancellationToken ct);
}

/// <summary>Takes raw output; <paramref name="offset"/> is that of the first byte in the original stream.</summary>
public delegate ValueTask OutputSink(long offset, ReadOnlyMemory<byte> bytes);

/// <summary>The caller's name for one remote program: unique for run, step, host and attempt.</summary>
/// <param name="Run">Run id; the host keeps its tickets in a folder of that name.</param>
/// <param name="Name">Step name with slashes as dots, and the attempt: <c>upgrade-store.mbs3.1</c>.</param>
public sealed record Ticket(string Run, string Name);

/// <summary>A program for a host.</summary>
/// <param name="Text">The whole POSIX sh program.</param>
/// <param name="StepName">For the host's own ledger of starts.</param>
/// <param name="Uninterruptible">The host refuses to cancel it.</param>
public sealed record HostScript(string Text, string StepName, bool Uninterruptible)
{
    /// <summary>Answers that the host never types into it (<see cref="NeverAnswer.ToHostRow"/>).</summary>
    public IReadOnlyList<string> Never { get; init; } = [];

    /// <summary>
    /// A ticket gets a pseudo-terminal of 24 lines of 80 columns: no echo of what is typed, no CR before LF. Default: a pipe for its
    /// input and a file for its output. A question has none.
    /// </summary>
    public bool Terminal { get; init; }
}

/// <summary>How a program ended.</summary>
public enum EndKind
{
    /// <summary>It exited with a status.</summary>
    Exited,

    /// <summary>A signal ended it.</summary>
    Signalled,

    /// <summary>It is not running and left no status: nobody can say.</summary>
    Lost,
}

/// <summary>End of a ticket.</summary>
/// <param name="Kind">How.</param>
/// <param name="ExitStatus">0 to 255 with <see cref="EndKind.Exited"/>, the signal with <see cref="EndKind.Signalled"/>, else null.</param>
/// <param name="Length">Bytes of the original output.</param>
public sealed record TicketEnd(EndKind Kind, int? ExitStatus, long Length);

/// <summary>What is known of a ticket.</summary>
/// <param name="Known">False: it was never started here.</param>
/// <param name="Running">It runs now.</param>
/// <param name="End">Its end, where it has ended.</param>
public sealed record TicketStatus(bool Known, bool Running, TicketEnd? End)
{
    /// <summary>Output that the host has given up, from an offset to behind the last byte; null where it has all.</summary>
    public (long From, long To)? Dropped { get; init; }
}

/// <summary>Result of a short program.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="ExitStatus">0 to 255, or null where there is none.</param>
/// <param name="Output">stdout and stderr as text, at most 64 KiB; the head is cut first.</param>
public sealed record AskResult(EndKind Kind, int? ExitStatus, string Output);
