using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>
/// Makes the text that is sent over stdin of a plain <c>sh</c> on the host: <c>ticket.sh</c> and one call, in braces, so that a text
/// that was cut off anywhere runs nothing. No argument, input or program stands on a command line of the host.
/// </summary>
/// <param name="folder">Folder of all tickets on the host.</param>
/// <param name="ledger">File on the host that gets a line for each true start.</param>
/// <param name="bootIdFile">File there that changes when the host boots.</param>
/// <param name="stopFile">File by which the host's owner forbids every start.</param>
/// <param name="keepBytes">Of a program's output so much is kept on the host at its beginning and so much at its end; more for moments.</param>
public sealed partial class TicketProgram(
    string folder, string ledger, string bootIdFile, string stopFile = TicketProgram.StopFile, long keepBytes = TicketProgram.KeepBytes)
{
    /// <summary>32 MiB.</summary>
    public const long KeepBytes = 32 << 20;

    /// <summary>Boot id of a Linux host.</summary>
    public const string LinuxBootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>Stop file of a real host. While it exists nothing is started; its first line is the reason.</summary>
    public const string StopFile = "/etc/mailupgrade.stop";

    private static readonly string Source = Load("ticket.sh");
    private static readonly string[] Terminal = [Load("pty.py"), Load("pty.pl")];

    /// <summary>Starts once; the program is a word of the sent text, so that the host needs no process to store it. Answers <c>started</c>, <c>already</c>, <c>stopped FILE: why</c>, <c>cannot do WHAT: what is missing</c> or <c>failed: why</c>.</summary>
    /// <exception cref="ArgumentException">A name that cannot be a file's name, or a step name with blanks.</exception>
    public string Start(Ticket ticket, HostScript script, DateTimeOffset now)
    {
        if (!StepNames().IsMatch(script.StepName))
        {
            throw new ArgumentException($"'{script.StepName}' cannot stand in a ledger: no blanks, at most 200 characters.", nameof(script));
        }

        return Call(
            "start",
            ticket,
            [
                script.StepName,
                script.Uninterruptible ? "uninterruptible" : "killable",
                now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
                script.Text,
                .. script.Terminal ? Terminal : [],
            ],
            null,
            string.Join('\n', script.Never));
    }

    /// <summary>Answers what <see cref="TicketReply.Status"/> reads.</summary>
    public string Status(Ticket ticket) => Call("status", ticket, [], null);

    /// <summary>Types one line, once for each number; where that number was typed before the question was asked, under the next free one. Answers <c>typed</c>, <c>already</c>, <c>barred WHAT</c>, <c>ended</c>, <c>unknown</c> or <c>failed: why</c>.</summary>
    /// <exception cref="ArgumentException">More than one line, or a control character.</exception>
    public string Answer(Ticket ticket, int number, long asked, string text)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfNegative(asked);
        if (text.Length > 1024 || text.Any(char.IsControl))
        {
            throw new ArgumentException("An answer is one line of at most 1024 characters without control characters.", nameof(text));
        }

        return Call("answer", ticket, [number.ToString(CultureInfo.InvariantCulture), asked.ToString(CultureInfo.InvariantCulture)], text);
    }

    /// <summary>Ends the group. Answers <c>cancelled</c>, <c>refused</c>, <c>ended</c>, <c>unknown</c> or <c>failed: why</c>.</summary>
    public string Cancel(Ticket ticket) => Call("cancel", ticket, [], null);

    /// <summary>Prints the output from an offset on as it comes, and ends when the program has ended. For a session of its own.</summary>
    public string Attach(Ticket ticket, long offset) =>
        Call("attach", ticket, [offset.ToString(CultureInfo.InvariantCulture)], null);

    /// <summary>Prints the output from an offset on.</summary>
    public string Collect(Ticket ticket, long offset) =>
        Call("collect", ticket, [offset.ToString(CultureInfo.InvariantCulture)], null);

    /// <summary>Drops program and output of an ended ticket; its name stays taken. Answers <c>forgotten</c>, <c>refused</c> or <c>unknown</c>.</summary>
    public string Forget(Ticket ticket) => Call("forget", ticket, [], null);

    /// <summary>Removes all that a run left on the host. Answers <c>cleaned</c>, or <c>refused</c> while something of it runs.</summary>
    public string Clean(string run) => Call("clean", new Ticket(run, "all"), [], null);

    /// <summary>A short program that only reads, in braces and with one output.</summary>
    public static string Ask(string script) => "{ exec 2>&1\n" + script + "\n}\n";

    /// <summary>Folder of one ticket on the host.</summary>
    /// <exception cref="ArgumentException">A name that cannot be a file's name.</exception>
    public string FolderOf(Ticket ticket)
    {
        if (!FileNames().IsMatch(ticket.Run) || !FileNames().IsMatch(ticket.Name))
        {
            throw new ArgumentException($"'{ticket.Run}/{ticket.Name}' cannot be a ticket: letters, digits, dot, dash and underscore only.", nameof(ticket));
        }

        return $"{folder}/{ticket.Run}/{ticket.Name}";
    }

    private string Call(string verb, Ticket ticket, IReadOnlyList<string> arguments, string? input, string never = "")
    {
        _ = FolderOf(ticket);
        var text = new StringBuilder("{ exec 2>&1\n");
        text.Append("MU_TICKETS=").Append(Quote(folder)).Append(" MU_LEDGER=").Append(Quote(ledger)).Append(" MU_STOP=").Append(Quote(stopFile)).Append(" MU_BOOT_ID_FILE=").Append(Quote(bootIdFile)).Append(" MU_KEEP=").Append(keepBytes).Append(" MU_NEVER=").Append(Quote(never)).Append('\n');
        text.Append(Source).Append("ticket ").Append(verb).Append(' ').Append(Quote(ticket.Run)).Append(' ').Append(Quote(ticket.Name));
        foreach (var argument in arguments)
        {
            text.Append(' ').Append(Quote(argument));
        }

        if (input is null)
        {
            return text.Append(" < /dev/null\n}\n").ToString();
        }

        // No line of the input can be the mark: the mark is made from the input.
        var mark = "MU_" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(input)));
        return text.Append(" <<'").Append(mark).Append("'\n").Append(input).Append('\n').Append(mark).Append("\n}\n").ToString();
    }

    private static string Quote(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string Load(string name)
    {
        using var stream = typeof(TicketProgram).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,119}\\z")]
    private static partial Regex FileNames();

    [GeneratedRegex("^[\\x21-\\x7e]{1,200}\\z")]
    private static partial Regex StepNames();
}
