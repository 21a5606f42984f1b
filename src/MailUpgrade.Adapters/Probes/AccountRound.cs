using System.Collections.Concurrent;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>
/// Reads many accounts, some at once per host. What a hold interrupts is read again after it; what is refused for rate is asked again, slower,
/// and a host that refuses everything is let alone.
/// </summary>
internal sealed class AccountRound(IMailSystem system, SampleJob job, SamplePace pace)
{
    // Of one host at once; the pace says how fast they are begun.
    private const int AtOncePerHost = 4;

    // A server that refuses so often in a row has been asked slowly enough to say that it will not answer tonight.
    private const int Tries = 5;

    // And one that refused so often without a single answer between does not answer the others either: minutes, not the night, tell that.
    private const int RefusalsInARow = 10;

    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);
    private int _done;

    /// <summary>States in the order of the addresses.</summary>
    public async Task<IReadOnlyList<AccountState>> ReadAsync(IReadOnlyList<AccountFacts> accounts, IReadOnlyDictionary<string, AccountState> before, CancellationToken ct)
    {
        var states = new ConcurrentBag<AccountState>();
        await Task.WhenAll(accounts.GroupBy(a => a.Host, StringComparer.Ordinal).Select(host => Parallel.ForEachAsync(
            host,
            new ParallelOptions { MaxDegreeOfParallelism = AtOncePerHost, CancellationToken = ct },
            async (account, token) =>
            {
                states.Add(await OneAsync(account, before.GetValueOrDefault(account.Address), token));
                job.Told(new SampleProgress(Interlocked.Increment(ref _done), accounts.Count, pace.Slowed));
            })));
        return [.. states.OrderBy(s => s.Address, StringComparer.Ordinal)];
    }

    private async Task<AccountState> OneAsync(AccountFacts account, AccountState? before, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            if (_refusals.GetValueOrDefault(account.Host) >= RefusalsInARow)
            {
                return Unjudged(account);
            }
            await pace.TurnAsync(account.Host, job.Hold, ct);
            using var held = CancellationTokenSource.CreateLinkedTokenSource(ct, job.Hold.Held);
            try
            {
                var state = await system.ReadAsync(account, before, held.Token);
                _refusals[account.Host] = 0;
                return state;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // On hold: nothing of it counts, it is read anew afterwards.
                tries--;
            }
            catch (RateRefusedException)
            {
                pace.Refused(account.Host);
                _refusals.AddOrUpdate(account.Host, 1, (_, n) => n + 1);
                if (tries == Tries)
                {
                    return Unjudged(account);
                }
            }
        }
    }

    private static AccountState Unjudged(AccountFacts account) =>
        new(account.Address, account.Id, account.Host, AccountState.Ok, -1, [], null) { Unjudged = SlowCodes.Rate };
}
