using MailUpgrade.Adapters.Cards;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.HostConsole;

/// <summary>
/// The bot's own host as a channel: the way that is left when every chat is down. It needs nothing but this process; each person
/// has a key of their own, so that what is said here has a name in the journal like everything else.
/// </summary>
public sealed class ConsoleChannel(CardTemplates cards, Func<CardReader> reader, TimeProvider wire) : IChatChannel
{
    private const int Kept = 500;

    private readonly Lock gate = new();
    private readonly List<ConsoleLine> lines = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<InboundMessage, Intake>? take;
    private long rev;

    /// <inheritdoc/>
    public string Name => Bindings.Console;

    /// <inheritdoc/>
    public Task SendAsync(OutboundMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var text = PlainCard.Of(Card.Of(cards.For(message), message, reader()), withButtons: true);
        lock (gate)
        {
            var old = lines.FindIndex(l => l.Key == message.Key);
            if (old >= 0 && lines[old].Text == text)
            {
                return Task.CompletedTask;
            }
            var next = new ConsoleLine(++rev, message.Key, text, message.To, message.ReplyTo, old >= 0, message.Rings, message.RefusalCode);
            if (old >= 0)
            {
                lines.RemoveAt(old);
            }
            lines.Add(next);
            if (lines.Count > Kept)
            {
                lines.RemoveAt(0);
            }
            Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ListenAsync(Func<InboundMessage, Intake> take, CancellationToken ct)
    {
        this.take = take;
        return Task.CompletedTask;
    }

    /// <summary>A person whose key was proven says a line.</summary>
    /// <param name="person">Id.</param>
    /// <param name="id">Unique; the same again is the same line.</param>
    /// <param name="text">What was typed.</param>
    public Intake Say(string person, string id, string text) =>
        take?.Invoke(new InboundMessage(Name, id, person, text, null, wire.GetUtcNow()) { IsPrivate = true }) ?? Intake.Full;

    /// <summary>What changed after a number, for a person; waits a while where there is nothing.</summary>
    public async Task<IReadOnlyList<ConsoleLine>> ReadAsync(string person, long after, TimeSpan patience, CancellationToken ct)
    {
        var until = wire.GetUtcNow() + patience;
        while (true)
        {
            Task next;
            List<ConsoleLine> found;
            lock (gate)
            {
                next = changed.Task;
                found = [.. lines.Where(l => l.Rev > after && (l.To is null || l.To == person))];
            }
            var left = until - wire.GetUtcNow();
            if (found.Count > 0 || left <= TimeSpan.Zero)
            {
                return found;
            }
            try
            {
                await next.WaitAsync(left, wire, ct);
            }
            catch (TimeoutException)
            {
                return [];
            }
        }
    }
}

/// <summary>A message as a terminal shows it.</summary>
/// <param name="Rev">Grows with each change.</param>
/// <param name="Key">Of the bot.</param>
/// <param name="Text">Lines, and what can be said to it.</param>
/// <param name="To">For one person alone, or null.</param>
/// <param name="Answers">Id of the line that it answers, or null.</param>
/// <param name="Edited">It was shown before, in other words.</param>
/// <param name="Rings">A person is needed.</param>
/// <param name="Refusal">Code of a refusal, or null.</param>
public sealed record ConsoleLine(long Rev, string Key, string Text, string? To, string? Answers, bool Edited, bool Rings, string? Refusal);
