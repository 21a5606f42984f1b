using System.CommandLine;
using MailUpgrade.Service.Commands;

var root = new RootCommand("MailUpgrade carries a team through a mail cluster upgrade. Without a verb it serves the bot and the page.");
root.Options.Add(CommonOptions.State);
root.Options.Add(CommonOptions.Config);
root.SetAction(ServeCommand.RunAsync);
root.Subcommands.Add(ServeCommand.Create());
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
return await parsed.InvokeAsync();
