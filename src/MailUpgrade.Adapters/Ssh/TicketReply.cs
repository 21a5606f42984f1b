using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>Reads the one line that <c>ticket.sh</c> answers.</summary>
public static class TicketReply
{
    /// <summary>The first word of the last line: what came before it are complaints of the host's tools.</summary>
    public static string Word(string output)
    {
        var line = LastLine(output);
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? line : line[..end];
    }

    /// <summary>The last line that is not empty, or an empty text.</summary>
    public static string LastLine(string output)
    {
        var text = output.AsSpan().TrimEnd();
        return text[(text.LastIndexOf('\n') + 1)..].ToString();
    }

    /// <summary>Reads the answer to a start.</summary>
    /// <exception cref="HostStoppedException">The host's owner forbids starts.</exception>
    /// <exception cref="HostLacksException">The host has not what the program needs.</exception>
    /// <exception cref="HostUnreachableException">It was not started, or nobody can tell; starting again is sensible.</exception>
    public static void Start(FleetHost host, Ticket ticket, string output)
    {
        switch (Word(output))
        {
            case "started" or "already":
                return;
            case "stopped":
                throw new HostStoppedException(
                    $"{host.Name} starts nothing: its owner has laid {LastLine(output)["stopped ".Length..]}. Ask them; when the file is gone, /retry.");
            case "cannot":
                throw new HostLacksException($"{host.Name} {LastLine(output)}. Nothing was started; when it is there, /retry.");
            default:
                throw new HostUnreachableException($"{host.Name} did not take {ticket.Name}: {LastLine(output)}");
        }
    }

    /// <summary>Reads the answer to a line that is to be typed.</summary>
    /// <exception cref="AnswerBarredException">The host's own table forbids it.</exception>
    /// <exception cref="InvalidOperationException">The ticket was never started there.</exception>
    /// <exception cref="HostUnreachableException">Nobody can tell; asking again is sensible.</exception>
    public static void Answer(FleetHost host, Ticket ticket, string output)
    {
        switch (Word(output))
        {
            case "typed" or "already" or "ended":
                return;
            case "barred":
                throw new AnswerBarredException($"{host.Name} does not type {LastLine(output)["barred ".Length..].TrimEnd()}");
            case "unknown":
                throw new InvalidOperationException($"{ticket.Name} was never started on {host.Name}.");
            default:
                throw new HostUnreachableException($"{host.Name} did not take an answer for {ticket.Name}: {LastLine(output)}");
        }
    }

    /// <summary>Reads the answer to a cancel.</summary>
    /// <returns>False where nothing may kill it.</returns>
    /// <exception cref="HostUnreachableException">It says neither.</exception>
    public static bool Cancel(FleetHost host, Ticket ticket, string output) => Word(output) switch
    {
        "cancelled" or "ended" or "unknown" => true,
        "refused" => false,
        _ => throw new HostUnreachableException($"{host.Name} could not end {ticket.Name}: {LastLine(output)}"),
    };

    /// <summary>Reads the answer to a clean.</summary>
    /// <returns>False where something still runs.</returns>
    /// <exception cref="HostUnreachableException">It says neither.</exception>
    public static bool Clean(FleetHost host, string output) => Word(output) switch
    {
        "cleaned" => true,
        "refused" => false,
        _ => throw new HostUnreachableException($"{host.Name} could not be cleaned: {LastLine(output)}"),
    };

    /// <summary>Reads <c>unknown</c>, <c>running LENGTH</c>, <c>lost LENGTH</c>, <c>exited STATUS LENGTH</c>, <c>signalled SIGNAL LENGTH</c>, each with <c>dropped FROM TO</c> behind it where output was given up.</summary>
    /// <returns>Null where the line says none of these: then nothing is known, not even that it is unknown.</returns>
    public static TicketStatus? Status(string output)
    {
        var words = LastLine(output).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [.. var front, "dropped", var from, var to] && Number(from) is { } f && Number(to) is { } t)
        {
            return Status(front) is { } status ? status with { Dropped = (f, t) } : null;
        }

        return Status(words);
    }

    private static TicketStatus? Status(string[] words) =>
        words switch
        {
            ["unknown"] => new(false, false, null),
            ["running", _] => new(true, true, null),
            ["lost", var length] when Number(length) is { } l => new(true, false, new(EndKind.Lost, null, l)),
            ["exited", var status, var length] when Number(status) is { } s && Number(length) is { } l =>
                new(true, false, new(EndKind.Exited, (int)s, l)),
            ["signalled", var signal, var length] when Number(signal) is { } s && Number(length) is { } l =>
                new(true, false, new(EndKind.Signalled, (int)s, l)),
            _ => null,
        };

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
