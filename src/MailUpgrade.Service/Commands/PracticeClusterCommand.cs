using System.CommandLine;
using MailUpgrade.Practice.Mail;

namespace MailUpgrade.Service.Commands;

/// <summary>Hidden verb: the practice cluster's mail service, a process of its own that outlives the bot.</summary>
internal static class PracticeClusterCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("cluster") { Description = "Folder of the cluster." };
        var run = new Command("run", "Serves the mail of a practice cluster until its folder is gone.");
        run.Arguments.Add(folder);
        run.SetAction((parsed, ct) => PracticeMailService.RunAsync(parsed.GetValue(folder)!, ct));
        var command = new Command("practice-cluster", "The practice cluster's own service.") { Hidden = true };
        command.Subcommands.Add(run);
        return command;
    }
}
