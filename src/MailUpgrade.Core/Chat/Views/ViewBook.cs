using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>
/// Turns the events of one run, in order, into messages, and keeps which of them still wait for a person. Folding the same events
/// again gives the same messages under the same keys, so telling twice does no harm. Not for several threads.
/// </summary>
public sealed class ViewBook
{
    private readonly Dictionary<string, OutboundMessage> open = [];
    private readonly Dictionary<string, long> phaseStarts = [];
    private PermitVoided? voided;

    /// <summary>Messages that wait for a person now.</summary>
    public IReadOnlyCollection<OutboundMessage> Open => open.Values;

    /// <summary>Messages of one event; none where people need not know.</summary>
    public IReadOnlyList<OutboundMessage> Tell(Moment moment)
    {
        if (moment.Recorded.Event is PhaseStarted started)
        {
            phaseStarts[started.Phase] = moment.Recorded.Seq;
        }
        var told = AllViews.Of(moment, phaseStarts, voided).SelectMany(v => Take(v, moment)).ToList();
        voided = moment.Recorded.Event as PermitVoided;
        return told;
    }

    private List<OutboundMessage> Take(View view, Moment moment)
    {
        switch (view)
        {
            case View.Tell tell:
                return [tell.Message];
            case View.Open next:
                var before = open.GetValueOrDefault(next.Subject);
                open[next.Subject] = next.Message;
                return before is null || before.Key == next.Message.Key ? [next.Message]
                    : [Closed(before, moment.Say.Say("See the newer message.", "Lihat pesan yang lebih baru.")), next.Message];
            case View.Close close when open.Remove(close.Subject, out var message):
                return [Closed(message, close.Line)];
            case View.CloseAll all:
                var closed = open.Values.Select(m => Closed(m, all.Line)).ToList();
                open.Clear();
                return closed;
            case View.Restamp stamp when open.TryGetValue(stamp.Subject, out var old):
                var restamped = old with { Buttons = [.. old.Buttons.Select(b => b with { Press = moment.Press })] };
                open[stamp.Subject] = restamped;
                return [restamped];
            default:
                return [];
        }
    }

    /// <summary>The same message without buttons: nobody is needed for it any more.</summary>
    private static OutboundMessage Closed(OutboundMessage message, string line) =>
        message with { Rings = false, Buttons = OutboundMessage.NoButtons, Lines = [.. message.Lines, line] };
}
