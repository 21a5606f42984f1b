using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Tests.Channels;

/// <summary>A channel with people at its other end.</summary>
public abstract class ChannelUnderTest : IAsyncDisposable
{
    /// <summary>The channel.</summary>
    public abstract IChatChannel Channel { get; }

    /// <summary>Identity of a person of the practice team in this channel.</summary>
    public abstract string IdentityOf(string person);

    /// <summary>A person types a line. Several times: the channel's other end delivers the very same message again.</summary>
    public abstract Task TypeAsync(string person, string text, int times = 1);

    /// <summary>A person presses a button of a message as they once saw it.</summary>
    public abstract Task PressAsync(string person, ShownMessage message, int button);

    /// <summary>What the channel has handed on, once it is so many.</summary>
    public abstract Task<IReadOnlyList<InboundMessage>> HeardAsync(int count);

    /// <summary>Messages of the bot as people see them, in their places, once a condition holds.</summary>
    public abstract Task<IReadOnlyList<ShownMessage>> UntilAsync(Func<IReadOnlyList<ShownMessage>, bool> holds);

    /// <summary>Until it is done people see new messages, and the channel is not told that they were taken. Nothing where nobody tells.</summary>
    public virtual Task PostsAnswered { get; set; } = Task.CompletedTask;

    /// <summary>The same for messages that are edited.</summary>
    public virtual Task EditsAnswered { get; set; } = Task.CompletedTask;

    /// <summary>The service is ended and started again on the same state folder.</summary>
    public abstract Task RestartAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>The same, once there are so many.</summary>
    public Task<IReadOnlyList<ShownMessage>> ShownAsync(int count) => UntilAsync(all => all.Count >= count);
}

/// <summary>A message as people see it.</summary>
/// <param name="Id">In the channel.</param>
/// <param name="Lines">Text without markup.</param>
/// <param name="Buttons">Labels.</param>
/// <param name="Handles">What a press sends, one for each button.</param>
/// <param name="Rings">It came with a sound, or the channel's word for it.</param>
/// <param name="Answers">Inbound message id that it answers, or null.</param>
public sealed record ShownMessage(
    string Id, IReadOnlyList<string> Lines, IReadOnlyList<string> Buttons, IReadOnlyList<string> Handles, bool Rings, string? Answers);
