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

    /// <summary>Raised whenever it changes.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>A line is being played from now on.</summary>
    public void Play() => Set(true, null);

    /// <summary>The script waits; with an instant where it waits for one.</summary>
    public void Idle(DateTimeOffset? wakeAt) => Set(false, wakeAt);

    private void Set(bool plays, DateTimeOffset? wakeAt)
    {
        lock (gate)
        {
            (linePlayed, until) = (plays, wakeAt);
        }
        Changed.Raise();
    }
}
