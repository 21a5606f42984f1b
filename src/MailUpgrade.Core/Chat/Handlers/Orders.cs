using System.Globalization;
using MailUpgrade.Core.Runs.Commands;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary>Reads the arguments of words that decide. Only the form is judged here; whether it may be is the run's.</summary>
internal static class Orders
{
    public static Reading Begin(Spoken s) =>
        Plain(s, new BeginPhase(s.Id, s.Person.Id, s.Channel, s.Word, s.Seen));

    public static Reading Ready(Spoken s) => Plain(s, new DeclareReady(s.Id, s.Person.Id, s.Channel, s.Seen));

    public static Reading Go(Spoken s) => Plain(s, new Go(s.Id, s.Person.Id, s.Channel, s.Seen));

    public static Reading NoGo(Spoken s) => Order(new NoGo(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest));

    public static Reading Hold(Spoken s) => Order(new Hold(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest));

    public static Reading Resume(Spoken s) => Plain(s, new Resume(s.Id, s.Person.Id, s.Channel, s.Seen));

    public static Reading Rollback(Spoken s) => Destroy(new Rollback(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest));

    public static Reading Without(Spoken s)
    {
        var words = s.Rest.Split(' ', 2);
        return words[0].Length == 0 ? s.Unclear("usage")
            : Destroy(new LeaveOut(s.Id, s.Person.Id, s.Channel, s.Seen, words[0], words.ElementAtOrDefault(1) ?? ""));
    }

    public static Reading Abort(Spoken s) => Destroy(new Abort(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest));

    public static Reading Reject(Spoken s) => Destroy(new Reject(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest));


    public static Reading Note(Spoken s) =>
        s.Rest.Length == 0 ? s.Unclear("no-text") : Order(new AddNote(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest));

    /// <summary>A name that nobody knows goes through: the run's refusal lists what there is to retry.</summary>
    public static Reading Retry(Spoken s)
    {
        var (step, rest) = s.StepAndText();
        return step.Length == 0
            ? Order(new Retry(s.Id, s.Person.Id, s.Channel, s.Seen, rest))
            : rest.Length > 0 ? s.Unclear("usage") : Order(new Retry(s.Id, s.Person.Id, s.Channel, s.Seen, step));
    }

    public static Reading Skip(Spoken s)
    {
        var (step, reason) = s.StepAndText();
        return Destroy(new Skip(s.Id, s.Person.Id, s.Channel, s.Seen, step, reason));
    }

    public static Reading Fixed(Spoken s)
    {
        var (step, note) = s.StepAndText();
        return Order(new Fixed(s.Id, s.Person.Id, s.Channel, s.Seen, $"{step} {note}".Trim()));
    }

    public static Reading Answer(Spoken s)
    {
        var (step, text) = s.StepAndText();
        return Order(new AnswerPrompt(s.Id, s.Person.Id, s.Channel, s.Seen, step, text));
    }

    public static Reading Issue(Spoken s)
    {
        var words = s.Rest.Split(' ', 3);
        return words switch
        {
            [""] => new Reading.Question(CommandTable.Find(s.Word)!, ""),
            ["blocking"] => s.Unclear("no-text"),
            ["blocking", ..] => Order(new OpenIssue(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest[9..], true)),
            ["close", var number, var remedy] when int.TryParse(number.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) =>
                Order(new CloseIssue(s.Id, s.Person.Id, s.Channel, s.Seen, n, remedy)),
            ["close", ..] => s.Unclear("usage"),
            _ => Order(new OpenIssue(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest, false)),
        };
    }

    /// <summary>Without an address or host it only shows.</summary>
    public static Reading Sample(Spoken s)
    {
        var words = s.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] or ["details"] or ["details", _] => new Reading.Question(CommandTable.Find(s.Word)!, s.Rest),
            ["host", var host] => Order(new AskSample(s.Id, s.Person.Id, s.Channel, s.Seen, null, s.Names.Find(host) ?? host)),
            [var address] when address.IndexOf('@', StringComparison.Ordinal) > 0 && address.Length <= 254 =>
                Order(new AskSample(s.Id, s.Person.Id, s.Channel, s.Seen, address.ToLowerInvariant(), null)),
            [var host] when s.Names.Find(host) is { } known => Order(new AskSample(s.Id, s.Person.Id, s.Channel, s.Seen, null, known)),
            _ => s.Unclear("usage"),
        };
    }

    public static Reading Ack(Spoken s)
    {
        if (s.Rest.Length == 0)
        {
            return Order(new AcceptDifferences(s.Id, s.Person.Id, s.Channel, s.Seen, [], ""));
        }
        var words = s.Rest.Split(' ', 2, StringSplitOptions.TrimEntries);
        var reason = words.Length > 1 ? words[1] : "";
        var numbers = words[0].Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return words[0].Equals("all", StringComparison.OrdinalIgnoreCase) ? Order(new AcceptDifferences(s.Id, s.Person.Id, s.Channel, s.Seen, [], reason))
            : numbers.Count == 0 || numbers.Contains(-1) ? s.Unclear("usage")
            : Order(new AcceptDifferences(s.Id, s.Person.Id, s.Channel, s.Seen, numbers, reason));
    }

    public static Reading Schedule(Spoken s)
    {
        var words = s.Rest.Split(' ', 3);
        if (!DateOnly.TryParseExact(words[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return s.Unclear("no-date");
        }
        TimeOnly? time = words.Length > 1
            && TimeOnly.TryParseExact(words[1].Replace('.', ':'), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? read : null;
        var reason = string.Join(' ', words.Skip(time is null ? 1 : 2));
        return time is null && (reason.Length > 0 && char.IsDigit(reason[0])) ? s.Unclear("no-time")
            : reason.Length > 0 && s.Word == "schedule" ? s.Unclear("usage")
            : Order(new SetKickOff(s.Id, s.Person.Id, s.Channel, s.Word, s.Seen, day, time, reason));
    }

    /// <summary>The step that waits is the one that is meant; its name may stand there.</summary>
    public static Reading OlderBackup(Spoken s) => s.Rest.Split(' ', 2) is [var word, .. var rest] && word.ToLowerInvariant() is "abort" or "batalkan"
        ? Order(new AbortBackup(s.Id, s.Person.Id, s.Channel, s.Seen, string.Join(' ', rest)))
        : Order(new AcceptOlderBackup(s.Id, s.Person.Id, s.Channel, s.Seen, s.Rest));

    public static Reading BeginLate(Spoken s) => Order(new BeginLate(s.Id, s.Person.Id, s.Channel, s.Seen, s.StepAndText().Text));

    /// <summary><c>until</c> and <c>sampai</c> are read over: people write the sentence they speak.</summary>
    public static Reading Extend(Spoken s)
    {
        var words = s.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 0 && words[0].ToLowerInvariant() is "until" or "sampai")
        {
            words.RemoveAt(0);
        }
        return words.Count > 0 && TimeOnly.TryParseExact(
            words[0].Replace('.', ':'), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            ? Order(new ExtendWindow(s.Id, s.Person.Id, s.Channel, s.Seen, until, string.Join(' ', words.Skip(1))))
            : s.Unclear("no-time");
    }

    private static Reading Plain(Spoken s, PersonCommand command) => s.Rest.Length > 0 ? s.Unclear("usage") : Order(command);

    private static Reading.Order Order(PersonCommand command) => new(command, Destroys: false, Confirmed: false);

    private static Reading.Order Destroy(PersonCommand command) => new(command, Destroys: true, Confirmed: false);
}
