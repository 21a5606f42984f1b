using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Sampling;

/// <summary>One probe mail on its way.</summary>
/// <param name="Way"><c>in</c> through an MTA, <c>out</c> from a mailbox host.</param>
/// <param name="By">Fleet name of the host that took it.</param>
/// <param name="To">Fleet name of the mailbox host that should have it, or <c>outside</c>.</param>
/// <param name="State"><c>delivered accepted queued lost</c>, or the code with which it was refused.</param>
/// <param name="Seconds">From accepted to seen; null where it was not seen.</param>
/// <param name="Left">Copies that could not be taken away again.</param>
public sealed record FlowProbe(string Way, string By, string To, string State, double? Seconds, int Left)
{
    /// <summary>It came as far as one can see.</summary>
    public bool IsGood => State is "delivered" or "accepted" && Left == 0;
}

/// <summary>What became of all probe mail.</summary>
/// <param name="Probes">In the order of their ways.</param>
/// <param name="NotTried">Ways that the fleet says nothing of.</param>
public sealed record FlowOutcome(IReadOnlyList<FlowProbe> Probes, IReadOnlyList<string> NotTried);

/// <summary>
/// The balance of mail that was waiting: what waited before, plus what came in meanwhile, is what was delivered, what was given back to
/// its senders, what still waits, and what is lost. It closes when nothing is lost.
/// </summary>
/// <param name="Before">Waiting when the doors were closed.</param>
/// <param name="During">Came in between.</param>
/// <param name="Delivered">Handed on since.</param>
/// <param name="GivenBack">Bounced or expired, with a word to the sender.</param>
/// <param name="Waiting">Still waiting.</param>
public sealed record QueueBalance(int Before, int During, int Delivered, int GivenBack, int Waiting)
{
    /// <summary>Of several hosts together.</summary>
    public static QueueBalance Of(IEnumerable<MailCounted> counted) => counted.Aggregate(
        new QueueBalance(0, 0, 0, 0, 0),
        (sum, c) => new QueueBalance(sum.Before + c.Before, sum.During + c.During, sum.Delivered + c.Delivered, sum.GivenBack + c.GivenBack, sum.Waiting + c.Waiting));

    /// <summary>Of which nobody can say where they are.</summary>
    public int Lost => Before + During - Delivered - GivenBack - Waiting;

    /// <summary>Nothing is lost, and nothing appeared from nowhere.</summary>
    public bool Closes => Lost == 0;
}
