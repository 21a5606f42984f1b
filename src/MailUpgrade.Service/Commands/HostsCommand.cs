using System.CommandLine;

namespace MailUpgrade.Service.Commands;

/// <summary><c>hosts check</c>, <c>hosts trust</c>, <c>hosts revoke</c>.</summary>
internal static class HostsCommand
{
    public static Command Create()
    {
        var command = new Command("hosts", "Looks at the way to a fleet's hosts, learns their keys, and takes the bot's own key away again.");
        command.Subcommands.Add(HostsCheck.Create());
        command.Subcommands.Add(HostsTrust.Create());
        command.Subcommands.Add(HostsRevoke.Create());
        command.Subcommands.Add(HostsMark.Create());
        return command;
    }
}
