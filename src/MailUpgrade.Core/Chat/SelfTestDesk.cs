using MailUpgrade.Core.Ports;

namespace MailUpgrade.Core.Chat;

/// <summary><c>/selftest</c>: every channel is tried, and what to mend is said in plain words.</summary>
/// <param name="channels">All of the run.</param>
/// <param name="wire">A channel that does not answer in time is a finding.</param>
public sealed class SelfTestDesk(IReadOnlyList<IChatChannel> channels, TimeProvider wire)
{
    /// <summary>Longest look at one channel.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks at all channels at the same time.</summary>
    public async Task<IReadOnlyList<(string Channel, ChannelFinding Finding)>> LookAsync(CancellationToken ct)
    {
        var looks = channels.Select(async c => (c.Name, Findings: await OfAsync(c, ct))).ToList();
        return [.. (await Task.WhenAll(looks)).SelectMany(l => l.Findings.Select(f => (l.Name, f)))];
    }

    /// <summary>The same in words.</summary>
    public async Task<DeskReply> AnswerAsync(DeskQuestion q, CancellationToken ct)
    {
        var found = await LookAsync(ct);
        var bad = found.Count(f => f.Finding.Good == false);
        return new DeskReply(
        [
            bad == 0
                ? q.Say.Say($"✔ Self-test: {found.Count} looked at, none to mend", $"✔ Self-test: {found.Count} dicek, tidak ada yang perlu diperbaiki")
                : q.Say.Say($"✖ Self-test failed: {bad} of {found.Count} to mend", $"✖ Self-test gagal: {bad} dari {found.Count} perlu diperbaiki"),
            .. found.OrderBy(f => f.Finding.Good ?? true).Select(f => $"{Sign(f.Finding.Good)} {f.Channel}, {f.Finding.What}: {q.Say.Say(f.Finding.Text)}"),
        ]);
    }

    /// <summary>✔ good, ✖ to mend, ? not known.</summary>
    public static string Sign(bool? good) => good switch { true => "✔", false => "✖", null => "?" };

    private async Task<IReadOnlyList<ChannelFinding>> OfAsync(IChatChannel channel, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, wire);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var found = await channel.ExamineAsync(end.Token);
            return channel.Trouble is { } why ? [.. found, new ChannelFinding("just now", false, new(why, why))] : found;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            return [new ChannelFinding("answers", false, new($"it does not answer: {fault.Message}", $"tidak menjawab: {fault.Message}"))];
        }
    }
}
