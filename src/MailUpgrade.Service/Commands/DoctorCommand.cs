using System.CommandLine;
using MailUpgrade.Core.Chat;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Commands;

/// <summary><c>doctor</c>: says in plain words what to mend before a night. Works beside a running bot.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var language = new Option<string?>("--language") { Description = "en or id. Default that of the run's chat." };
        language.AcceptOnlyFromAmong("en", "id");
        var command = new Command("doctor", "Says in plain words what to mend before a night: settings, files, people, chat channels.");
        command.Options.Add(language);
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(CommonOptions.Config)!, parsed.GetValue(CommonOptions.State)!, parsed.GetValue(language), ct));
        return command;
    }

    private static async Task<int> RunAsync(string config, string state, string? language, CancellationToken ct)
    {
        var configuration = new ConfigurationManager();
        try
        {
            Settings.AddTo(configuration);
        }
        catch (InvalidDataException unreadable)
        {
            await Console.Error.WriteLineAsync(unreadable.Message);
            return CommonOptions.Unusable;
        }
        var look = new DoctorLook(configuration, config, state);
        var found = await look.LookAsync(ct);
        var spoken = language ?? look.Language;
        foreach (var (where, finding) in found)
        {
            Console.WriteLine($"{SelfTestDesk.Sign(finding.Good)} {where.In(spoken)}, {finding.What}: {finding.Text.In(spoken)}");
        }
        var bad = found.Count(f => f.Finding.Good == false);
        Console.WriteLine((bad, spoken) switch
        {
            (0, "id") => $"{found.Count} dicek, tidak ada yang perlu diperbaiki",
            (0, _) => $"{found.Count} looked at, none to mend",
            (_, "id") => $"{bad} dari {found.Count} perlu diperbaiki",
            _ => $"{bad} of {found.Count} to mend",
        });
        return bad == 0 ? CommonOptions.Done : CommonOptions.Bad;
    }
}
