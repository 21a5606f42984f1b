using System.Collections.Concurrent;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>Decides when the next account of a host may be begun: so many a second, fewer after a refusal for rate, none above a load, none while on hold.</summary>
/// <param name="perSecond">Accounts begun per second and host.</param>
/// <param name="loadCeiling">Load per core above which a host is let alone; 0: not looked at.</param>
/// <param name="loadOf">Load per core of a host; null where nobody can tell: then it is asked on.</param>
/// <param name="wire">Wire clock.</param>
public sealed class SamplePace(int perSecond, double loadCeiling, Func<string, CancellationToken, Task<double?>> loadOf, TimeProvider wire)
{
    private const int SlowestFactor = 32;
    private static readonly TimeSpan LookAtLoad = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, HostPace> _hosts = new(StringComparer.Ordinal);

    /// <summary>Hosts that refused for rate and are asked more slowly.</summary>
    public IReadOnlyList<string> Slowed => [.. _hosts.Where(h => h.Value.Factor > 1).Select(h => h.Key).Order(StringComparer.Ordinal)];

    /// <summary>Returns when an account of that host may be begun.</summary>
    public async Task TurnAsync(string host, HoldSwitch hold, CancellationToken ct)
    {
        var pace = _hosts.GetOrAdd(host, _ => new HostPace());
        await hold.OffAsync(ct);
        await pace.Gate.WaitAsync(ct);
        try
        {
            await LoadAsync(host, pace, hold, ct);
            var wait = pace.Next - wire.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, wire, ct);
            }
            await hold.OffAsync(ct);
            pace.Next = wire.GetUtcNow() + (TimeSpan.FromSeconds(1.0 / perSecond) * pace.Factor);
        }
        finally
        {
            pace.Gate.Release();
        }
    }

    /// <summary>The host refused for rate: half as fast from now on, down to a thirty-second.</summary>
    public void Refused(string host)
    {
        var pace = _hosts.GetOrAdd(host, _ => new HostPace());
        pace.Factor = Math.Min(SlowestFactor, pace.Factor * 2);
        pace.Next = wire.GetUtcNow() + (TimeSpan.FromSeconds(1.0 / perSecond) * pace.Factor);
    }

    private async Task LoadAsync(string host, HostPace pace, HoldSwitch hold, CancellationToken ct)
    {
        while (loadCeiling > 0 && wire.GetUtcNow() >= pace.NextLook)
        {
            pace.NextLook = wire.GetUtcNow() + LookAtLoad;
            if (await loadOf(host, ct) is not { } load || load <= loadCeiling)
            {
                return;
            }
            await Task.Delay(LookAtLoad, wire, ct);
            await hold.OffAsync(ct);
        }
    }

    private sealed class HostPace
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Factor { get; set; } = 1;

        public DateTimeOffset Next { get; set; }

        public DateTimeOffset NextLook { get; set; }
    }
}
