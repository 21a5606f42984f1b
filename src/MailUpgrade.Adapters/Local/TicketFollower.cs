using System.Globalization;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Local;

/// <summary>Follows a ticket's output on this machine by looking at its files every few milliseconds until its end is written.</summary>
internal sealed class TicketFollower(
    string folder, string bootIdFile, Action throwIfCut, Func<CancellationToken, Task<TicketStatus>> status)
{
    // At 600 times the speed 5 ms are 3 s of the night. Wire clock, as everything here.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    // How many looks go by between two questions whether the program lives.
    private const int LooksPerQuestion = 20;

    private readonly byte[] _buffer = new byte[16 * 1024];

    public async Task<TicketEnd> FollowAsync(Ticket ticket, long offset, OutputSink onOutput, CancellationToken ct)
    {
        for (var look = 0; ; look++)
        {
            throwIfCut();
            if (ReadEnd() is { } end)
            {
                await DrainAsync(offset, end.Length, onOutput, ct);
                return end;
            }

            offset = await DrainAsync(offset, long.MaxValue, onOutput, ct);
            if (look % LooksPerQuestion == 0 && !KeeperLives())
            {
                var known = await status(ct);
                if (!known.Known)
                {
                    throw new InvalidOperationException($"{ticket.Name} was never started here.");
                }

                if (known.End is { } last)
                {
                    await DrainAsync(offset, last.Length, onOutput, ct);
                    return last;
                }
            }

            await Task.Delay(Look, ct);
        }
    }

    private TicketEnd? ReadEnd()
    {
        if (TryRead("rc") is not { } text || text.Split(' ') is not [var how, var number])
        {
            return null;
        }

        var output = new FileInfo(Path.Combine(folder, "out"));
        var length = output.Exists ? output.Length : long.Parse(TryRead("length") ?? "0", CultureInfo.InvariantCulture);
        return new TicketEnd(how == "exited" ? EndKind.Exited : EndKind.Signalled, int.Parse(number, CultureInfo.InvariantCulture), length);
    }

    private bool KeeperLives()
    {
        if (TryRead("pid")?.Split(' ') is not [var pid, var start, var boot])
        {
            return false;
        }

        var bootNow = TryRead(bootIdFile) ?? "none";
        return boot == bootNow
            && Signals.StartTime(int.Parse(pid, CultureInfo.InvariantCulture)) == long.Parse(start, CultureInfo.InvariantCulture);
    }

    private async Task<long> DrainAsync(long offset, long until, OutputSink onOutput, CancellationToken ct)
    {
        FileStream output;
        try
        {
            output = new FileStream(Path.Combine(folder, "out"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return offset;
        }

        await using (output)
        {
            while (offset < until)
            {
                long read = RandomAccess.Read(output.SafeFileHandle, _buffer.AsSpan(0, (int)Math.Min(_buffer.Length, until - offset)), offset);
                if (read == 0)
                {
                    break;
                }

                // Looked at after the read: what was given up meanwhile was read as zeros.
                var whole = (int)read;
                if (Dropped() is { } gap && offset < gap.To && offset + read > gap.From)
                {
                    whole = (int)Math.Max(0, gap.From - offset);
                    read = gap.To - offset;
                }

                if (whole > 0)
                {
                    await onOutput(offset, _buffer.AsMemory(0, whole));
                }

                offset += read;
                ct.ThrowIfCancellationRequested();
                throwIfCut();
            }
        }

        return offset;
    }

    private (long From, long To)? Dropped() => TryRead("dropped")?.Split(' ') is [var from, var to]
        ? (long.Parse(from, CultureInfo.InvariantCulture), long.Parse(to, CultureInfo.InvariantCulture))
        : null;

    private string? TryRead(string name)
    {
        if (!File.Exists(Path.Combine(folder, name)))
        {
            return null;
        }

        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
