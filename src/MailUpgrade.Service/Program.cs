using System.CommandLine;
using MailUpgrade.Service.Commands;
using MailUpgrade.Service.Drills.Play;

var root = new RootCommand("MailUpgrade carries a team through a mail cluster upgrade. Without a verb it serves the bot and the page.");
root.Options.Add(CommonOptions.State);
root.Options.Add(CommonOptions.Config);
root.SetAction(ServeCommand.RunAsync);
root.Subcommands.Add(ServeCommand.Create());
root.Subcommands.Add(DrillCommand.Create(new DrillTools(
    DrillCommand.OwnProgram(), PracticeWorld.Of, JournalCommand.FaultsOfAsync, (state, run, ct) => ReportCommand.ForAsync(state, run, null, ct))));
root.Subcommands.Add(PlanCommand.Create());
root.Subcommands.Add(FaultCommand.Create());
root.Subcommands.Add(RefusalsCommand.Create());
root.Subcommands.Add(JournalCommand.Create());
root.Subcommands.Add(ReportCommand.Create());
root.Subcommands.Add(HistoryCommand.Create());
root.Subcommands.Add(ChatCommand.Create());
root.Subcommands.Add(DoctorCommand.Create());
root.Subcommands.Add(HostsCommand.Create());
root.Subcommands.Add(ExecCommand.Create());
root.Subcommands.Add(SampleCommand.Create());
root.Subcommands.Add(DiscoverCommand.Create());
root.Subcommands.Add(WatchCommand.Create());
root.Subcommands.Add(AdoptCommand.Create());
root.Subcommands.Add(PracticeClusterCommand.Create());
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }
    return CommonOptions.Unusable;
}
// A drill that is interrupted first ends what it started; the usual two seconds would leave its cluster behind.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
