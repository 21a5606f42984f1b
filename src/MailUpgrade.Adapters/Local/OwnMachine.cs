using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Local;

/// <summary>The bot's own machine, host <c>bot</c> of a plan: looks from outside the cluster are made here, as the bot's own user.</summary>
/// <param name="folder">Keeps tickets and ledger; made when first needed.</param>
/// <param name="runClock">Limits and the ledger go by it.</param>
public sealed class OwnMachine(string folder, TimeProvider runClock) : LocalHosts(runClock)
{
    /// <inheritdoc/>
    protected override LocalPlace PlaceOf(FleetHost host)
    {
        if (host.Name != HostSelector.Bot)
        {
            throw new HostUnreachableException($"{host.Name} is not the bot's own machine.");
        }
        var home = Directory.CreateDirectory(folder).FullName;
        var program = new TicketProgram(Path.Combine(home, "tickets"), Path.Combine(home, "ledger"), TicketProgram.LinuxBootId, TicketProgram.StopFile);
        return new(["/bin/sh"], home, LocalPlace.EnvironmentWith(("HOME", home)), program, TicketProgram.LinuxBootId);
    }
}
