using MailUpgrade.Service.Endpoints;

namespace MailUpgrade.Service.Drills;

/// <summary>
/// What a drill does just now, told by it, so that the run clock jumps only while no line is played. Before the first word of
/// a drill a line is being played: the clock must not run away from a script that has not begun.
/// </summary>
public sealed class DrillPresence
{
    private readonly Lock gate = new();
    private bool linePlayed = true;
    private DateTimeOffset? until;
    private long seenSeq;

    /// <summary>A script line is being played: the clock does not jump.</summary>
    public bool LinePlayed
    {
        get
        {
            lock (gate)
            {
                return linePlayed;
            }
        }
    }

    /// <summary>The script waits until this instant of the run clock: a timer like others. Null: it has none.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (gate)
            {
                return until;
            }
        }
    }

    /// <summary>
    /// The script waits and has read the journal up to here. An event that it has not read may be the one it waits for, and then the
    /// clock must not run away from the line that comes next.
    /// </summary>
    /// <param name="seq">Last event of the run.</param>
    public bool Waits(long seq)
    {
        lock (gate)
        {
            return !linePlayed && seq <= seenSeq;
        }
    }

    /// <summary>Raised whenever it changes.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>A line is being played from now on.</summary>
    public void Play() => Set(true, null, 0);

    /// <summary>The script waits; with an instant where it waits for one.</summary>
    /// <param name="wakeAt">Run clock, or null.</param>
    /// <param name="readUpTo">Last event that the script has read.</param>
    public void Idle(DateTimeOffset? wakeAt, long readUpTo = long.MaxValue) => Set(false, wakeAt, readUpTo);

    private void Set(bool plays, DateTimeOffset? wakeAt, long readUpTo)
    {
        lock (gate)
        {
            (linePlayed, until, seenSeq) = (plays, wakeAt, readUpTo);
        }
        Changed.Raise();
    }
}
