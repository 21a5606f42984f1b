using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;

namespace MailUpgrade.Core.Ports;

/// <summary>
/// One way to people. Best effort: an outage delays and never loses, since the journal is the outbox. What every channel promises is
/// in <c>ChannelContract</c>; <c>docs/adding-a-channel.md</c> leads through it.
/// </summary>
public interface IChatChannel
{
    /// <summary>Name used in the journal and in the team file.</summary>
    string Name { get; }

    /// <summary>What keeps it from people just now, in plain words; null where nothing does. It is said on the other channels.</summary>
    string? Trouble => null;

    /// <summary>Posts a message, or edits the one posted under the same key. May be called twice.</summary>
    /// <exception cref="ChannelDownException">Not delivered; the caller tries again later.</exception>
    Task SendAsync(OutboundMessage message, CancellationToken ct);

    /// <summary>
    /// A message of this channel was dealt with, for good: what it decided is on disk. Only now may the channel forget that it received it.
    /// May be called twice.
    /// </summary>
    /// <param name="asked">What was handed on.</param>
    /// <param name="answer">What to answer; null where it was talk among people.</param>
    /// <param name="ct">Of the service.</param>
    Task AnsweredAsync(InboundMessage asked, OutboundMessage? answer, CancellationToken ct) =>
        answer is null ? Task.CompletedTask : SendAsync(answer, ct);

    /// <summary>
    /// Hears people and hands on what they say, until cancelled. Returns where somebody else hears for it. It outlives its own faults;
    /// what it throws all the same is logged and it is called again.
    /// </summary>
    /// <param name="take">Takes a message, once, and never waits. <see cref="Intake.Full"/>: hand it on again later.</param>
    /// <param name="ct">Of the service.</param>
    Task ListenAsync(Func<InboundMessage, Intake> take, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Posts, edits and reads back, and looks at rights, clock and settings. Says in plain words what to mend. Decides nothing.</summary>
    Task<IReadOnlyList<ChannelFinding>> ExamineAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<ChannelFinding>>([]);
}

/// <summary>One line of a channel's self-test.</summary>
/// <param name="What">A few words: what was looked at.</param>
/// <param name="Good">Null where it cannot be known.</param>
/// <param name="Text">What was found and, where it is not good, what to mend.</param>
public sealed record ChannelFinding(string What, bool? Good, Plans.LocalText Text);

/// <summary>The channel does not take messages now. Trying again is sensible.</summary>
public sealed class ChannelDownException(string message, Exception? inner = null) : Exception(message, inner);
