using System.CommandLine;

namespace MailUpgrade.Service.Commands;

/// <summary><c>sample baseline</c>, <c>sample compare</c>, <c>sample look</c>, <c>sample strength</c>: account sampling without a run.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var command = new Command("sample", "Takes the state of sampled accounts, compares it later, says what such a sample can show. Needs no run.");
        command.Subcommands.Add(Verb("baseline", "Chooses accounts, reads them and keeps their state, encrypted, in the state folder.", SampleVerbs.BaselineAsync));
        command.Subcommands.Add(Verb("compare", "Reads the same accounts again and names every difference.", SampleVerbs.CompareAsync));
        var address = new Argument<string>("address") { Description = "A mail address, or the name of a host of the fleet." };
        var look = Verb("look", "Reads one account or the sampled ones of one host now.", (target, ct) => SampleVerbs.LookAsync(target, ct));
        look.Arguments.Add(address);
        command.Subcommands.Add(look);
        command.Subcommands.Add(SampleStrengthCommand.Create());
        return command;
    }

    private static Command Verb(string name, string description, Func<SampleTarget, CancellationToken, Task<int>> work)
    {
        var verb = new Command(name, description);
        foreach (var option in SampleTarget.Options)
        {
            verb.Options.Add(option);
        }
        verb.SetAction(async (parsed, ct) =>
        {
            try
            {
                return await work(SampleTarget.Of(parsed), ct);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException or Core.Engine.FilesUnusableException or IOException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return CommonOptions.Unusable;
            }
            catch (Core.Ports.HostUnreachableException e)
            {
                await Console.Error.WriteLineAsync($"{e.Message} Nothing was compared.");
                return CommonOptions.Bad;
            }
        });
        return verb;
    }
}
