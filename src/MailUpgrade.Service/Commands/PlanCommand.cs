using System.CommandLine;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans.Paper;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Commands;

/// <summary><c>plan check</c>, <c>plan show</c>, <c>plan print</c>.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var command = new Command("plan", "Checks, shows or prints a plan.");
        command.Subcommands.Add(Verb("check", "Names every fault of plan, fleet, team and pack: FILE:LINE: text.", (_, _, _) => "", faultsOnly: true));
        command.Subcommands.Add(Verb("show", "The plan in one screen.", (source, language, _) => PlanPrinter.Show(source, language)));
        command.Subcommands.Add(Verb(
            "print", "The paper runbook as Markdown, so that a stranger could finish or roll back without the bot.",
            (source, language, _) => PlanPrinter.Print(source, language)));
        return command;
    }

    private static Command Verb(
        string name, string description, Func<PaperSource, string, PlanCheck, string> text, bool faultsOnly = false)
    {
        var plan = new Argument<string>("plan") { Description = "Name (config/plans/NAME.yaml) or path." };
        var fleet = new Option<string?>("--fleet") { Description = "Fleet by name or path; default Run:Fleet." };
        var language = new Option<string>("--language") { Description = "en or id.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "id");
        var verb = new Command(name, description);
        verb.Arguments.Add(plan);
        verb.Options.Add(fleet);
        if (!faultsOnly)
        {
            verb.Options.Add(language);
        }
        verb.SetAction(async (parsed, _) =>
        {
            var config = new ConfigFolder(parsed.GetValue(CommonOptions.Config)!);
            var check = PlanCheck.Of(config, parsed.GetValue(plan)!, parsed.GetValue(fleet) ?? Settings.DefaultFleet());
            foreach (var fault in check.Faults)
            {
                await (faultsOnly ? Console.Out : Console.Error).WriteLineAsync(fault.ToString());
            }
            if (check.Faults.Count > 0)
            {
                return check.IsUnreadable ? CommonOptions.Unusable : CommonOptions.Bad;
            }
            if (faultsOnly)
            {
                Console.WriteLine($"{check.Plan.File}: clean; plan {check.Plan.Hash}, fleet {check.Fleet.Hash}");
                return CommonOptions.Done;
            }
            Console.Write(text(SourceOf(config, check, parsed.GetValue(CommonOptions.State)!), parsed.GetValue(language)!, check));
            return CommonOptions.Done;
        });
        return verb;
    }

    private static PaperSource SourceOf(ConfigFolder config, PlanCheck check, string state) => new(
        check.Plan.Required(), check.Plan.Hash, check.Fleet.Required(), check.Fleet.Hash, check.Team.Required(), check.Pack!.Required(),
        config.TextOf, PracticeStart.PlaceOn(state, check.Fleet.Required()));
}
