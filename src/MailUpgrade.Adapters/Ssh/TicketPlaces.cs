namespace MailUpgrade.Adapters.Ssh;

/// <summary>Where tickets lie on real hosts.</summary>
/// <param name="Program">Made for these places.</param>
public sealed record TicketPlaces(TicketProgram Program)
{
    /// <summary><c>/var/lib/mailupgrade</c>, root's alone, and Linux's own boot id.</summary>
    public static TicketPlaces Default { get; } = new(new TicketProgram("/var/lib/mailupgrade", "/var/lib/mailupgrade/ledger", TicketProgram.LinuxBootId));
}
