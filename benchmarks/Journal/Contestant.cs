namespace MailUpgrade.Benchmarks.Journal;

/// <summary>One way to make an event durable.</summary>
internal abstract class Contestant : IDisposable
{
    /// <summary>An event of the engine is about this long.</summary>
    protected const int EventBytes = 500;

    public abstract string Name { get; }

    /// <summary>Times the events of a round: one that is much faster needs more of them to be measured.</summary>
    public virtual int Weight => 1;

    /// <summary>Makes that many events durable and tells the seconds it took, and the latency of each call in microseconds.</summary>
    public abstract Task<(double Seconds, double[] LatenciesUs)> RunAsync(int events, CancellationToken ct);

    public abstract void Dispose();
}
