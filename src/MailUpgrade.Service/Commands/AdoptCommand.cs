using System.CommandLine;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Engine;
using MailUpgrade.Service.Hosting;

namespace MailUpgrade.Service.Commands;

/// <summary>
/// <c>adopt FILE.jsonl</c>: makes a state folder from a journal that was kept outside the bot's disk, so that a new bot goes on with the
/// night. Starts nothing: what runs on the hosts is asked by its tickets when the bot starts.
/// </summary>
internal static class AdoptCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("journal") { Description = "The run's journal as it was kept away: RUN.jsonl. What lies beside it (RUN/config, RUN/baseline.sealed with its key, book.jsonl) is taken too." };
        var adopt = new Command("adopt", "Makes a state folder from a journal kept outside the lost one.") { file };
        adopt.SetAction((parsed, ct) => AdoptAsync(
            Path.GetFullPath(parsed.GetValue(file)!), new StateFolder(parsed.GetValue(CommonOptions.State)!), new ConfigFolder(parsed.GetValue(CommonOptions.Config)!), ct));
        return adopt;
    }

    private static async Task<int> AdoptAsync(string file, StateFolder state, ConfigFolder config, CancellationToken ct)
    {
        try
        {
            foreach (var line in await Adoption.OfAsync(file, state, config, ct))
            {
                Console.WriteLine(line);
            }
            return CommonOptions.Done;
        }
        catch (AdoptionException no)
        {
            await Console.Error.WriteLineAsync(no.Message);
            return CommonOptions.Bad;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FilesUnusableException or FileFaultException or StateFolderInUseException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommonOptions.Unusable;
        }
    }
}
