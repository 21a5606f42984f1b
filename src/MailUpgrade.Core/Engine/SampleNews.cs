using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Progress of a sampling in one message that is edited. Progress is no fact: it is in no journal, a channel that is down misses it, and
/// nothing waits for it.
/// </summary>
public sealed class SampleNews(IReadOnlyList<IChatChannel> channels, TimeProvider wire)
{
    // Wire clock: a Telegram group takes twenty messages and edits a minute, and decisions need them more.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private DateTimeOffset _last;
    private Task _sending = Task.CompletedTask;

    /// <summary>Tells, not more often than every twenty seconds; the last account is always told. Never waits, never throws.</summary>
    public void Tell(string run, string what, SampleProgress progress, string language)
    {
        lock (_gate)
        {
            var now = wire.GetUtcNow();
            if ((progress.Done < progress.Of && now - _last < Every) || !_sending.IsCompleted || channels.Count == 0)
            {
                return;
            }
            _last = now;
            _sending = SendAsync(MessageOf(run, what, progress, new Speech(language, TimeZoneInfo.Utc)));
        }
    }

    /// <summary>Returns when nothing is being sent.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            return _sending;
        }
    }

    private static OutboundMessage MessageOf(string run, string what, SampleProgress p, Speech say)
    {
        var (done, of) = (say.Number(p.Done), say.Number(p.Of));
        var head = what switch
        {
            "baseline" => say.Say($"● Baseline: {done} of {of} accounts read", $"● Baseline: {done} dari {of} akun dibaca"),
            "look" => say.Say($"● Looking: {done} of {of} accounts read", $"● Melihat: {done} dari {of} akun dibaca"),
            _ => say.Say($"● Comparing: {done} of {of} accounts read", $"● Membandingkan: {done} dari {of} akun dibaca"),
        };
        var slow = p.Slowed.Count == 0 ? "" : say.Say(
            $"{string.Join(", ", p.Slowed)} refused for rate: asked more slowly, nothing is lost.",
            $"{string.Join(", ", p.Slowed)} menolak karena terlalu cepat: ditanya lebih pelan, tidak ada yang hilang.");
        return new OutboundMessage($"{run}:sampling:{what}", MessageKind.Notice, false, null, [.. new[] { head, slow }.Where(l => l.Length > 0)], OutboundMessage.NoButtons, null);
    }

    private async Task SendAsync(OutboundMessage message)
    {
        foreach (var channel in channels)
        {
            try
            {
                await channel.SendAsync(message, CancellationToken.None);
            }
#pragma warning disable CA1031 // progress that cannot be told is no reason to stop reading accounts
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }
}
