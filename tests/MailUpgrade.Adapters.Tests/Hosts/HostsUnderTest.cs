using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Tests.Hosts;

/// <summary>What the contract needs of an implementation: one host, a way to cut it off, and a second caller who knows nothing.</summary>
public abstract class HostsUnderTest : IAsyncDisposable
{
    public abstract IHosts Hosts { get; }

    public abstract FleetHost Host { get; }

    /// <summary>A caller that shares no memory with the first: what a bot is after a crash.</summary>
    public abstract IHosts Another();

    public abstract Task CutAsync();

    public abstract Task MendAsync();

    /// <summary>Another boot id than before.</summary>
    public abstract Task RebootAsync();

    public abstract Task<IReadOnlyList<string>> LedgerAsync();

    /// <summary>The host's owner forbids starts for a reason; null: not any more.</summary>
    public abstract Task ForbidAsync(string? why);

    private protected static async Task ForbidAsync(string stopFile, string? why)
    {
        File.Delete(stopFile);
        if (why is not null)
        {
            await File.WriteAllTextAsync(stopFile, why + "\n");
        }
    }

    public abstract ValueTask DisposeAsync();
}
