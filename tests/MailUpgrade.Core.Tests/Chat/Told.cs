using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;

namespace MailUpgrade.Core.Tests.Chat;

/// <summary>What people were told of a night: the views of its journal, in one language.</summary>
public sealed class Told
{
    private readonly ViewBook book = new();
    private readonly PureNight night;

    private Told(PureNight night) => this.night = night;

    public List<OutboundMessage> Messages { get; } = [];

    /// <summary>Messages that still wait for a person.</summary>
    public IReadOnlyCollection<OutboundMessage> Open => book.Open;

    public static Speech Speech(string language) => new(language, TimeZoneInfo.FindSystemTimeZoneById(SamplePlan.Zone));

    public static Told Of(PureNight night, string language = "en", params string[] tail)
    {
        var told = new Told(night);
        var state = RunState.Empty;
        foreach (var recorded in night.Journal)
        {
            var after = Run.Apply(state, recorded);
            told.Messages.AddRange(told.book.Tell(new Moment(
                state, after, recorded, $"hash-{recorded.Seq}", night.Scene with { Now = recorded.At }, night.Files.Pack, Speech(language), tail)));
            state = after;
        }
        return told;
    }

    /// <summary>The last message whose first line begins so.</summary>
    public OutboundMessage Last(string firstLine) =>
        Messages.LastOrDefault(m => m.Lines[0].StartsWith(firstLine, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"nothing begins with '{firstLine}':\n{string.Join('\n', Messages.Select(m => m.Lines[0]))}");

    public static string Text(OutboundMessage message) => string.Join('\n', message.Lines);
}
