using System.CommandLine;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Practice.Cluster;
using MailUpgrade.Practice.Faults;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Service.Options;

namespace MailUpgrade.Service.Commands;

/// <summary><c>fault list</c>, <c>fault set</c>, <c>fault clear</c>: files only, so it works while the bot is dead.</summary>
internal static class FaultCommand
{
    private static readonly Option<string?> Fleet = new("--fleet") { Description = "Practice fleet; default Run:Fleet." };

    public static Command Create()
    {
        var command = new Command("fault", "Lists, sets or clears faults of the practice cluster.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Set());
        command.Subcommands.Add(Clear());
        return command;
    }

    private static Command List()
    {
        var list = new Command("list", "Every fault with its parameters, and which are set.");
        list.Options.Add(Fleet);
        list.SetAction(parsed => Guard(parsed, faults =>
        {
            foreach (var kind in FaultCatalogue.Load().Kinds.Values.OrderBy(k => !k.OnHost).ThenBy(k => k.Id, StringComparer.Ordinal))
            {
                var takes = string.Join(' ', kind.Parameters.Select(p => $"[{p.Name}]"));
                Console.WriteLine($"{kind.Id,-24} {takes,-10} {(kind.OnHost ? "host" : "bot "),-5} {(kind.Played ? kind.Does : "(not played yet) " + kind.Does)}");
            }
            foreach (var set in faults?.List() ?? [])
            {
                Console.WriteLine($"set: {set.Id} {(set.Host is null ? "" : "--host " + set.Host)} {string.Join(' ', set.Parameters.Select(p => $"{p.Key}={p.Value}"))}".TrimEnd());
            }
        }));
        return list;
    }

    private static Command Set()
    {
        var (name, host) = NameAndHost();
        var values = new Argument<string[]>("values") { Description = "key=value ...", Arity = ArgumentArity.ZeroOrMore };
        var set = new Command("set", "Sets a fault; setting again replaces its parameters.");
        set.Arguments.Add(name);
        set.Arguments.Add(values);
        set.Options.Add(host);
        set.Options.Add(Fleet);
        set.SetAction(parsed => Guard(parsed, faults =>
        {
            var pairs = (parsed.GetValue(values) ?? []).Select(v => v.Split('=', 2)).ToList();
            if (pairs.FirstOrDefault(p => p.Length != 2) is { } bad)
            {
                throw new FaultException($"'{bad[0]}' is not key=value: write e.g. seconds=90");
            }
            Existing(faults).Set(
                parsed.GetValue(name)!, parsed.GetValue(host), pairs.ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal));
        }));
        return set;
    }

    private static Command Clear()
    {
        var (name, host) = NameAndHost();
        var clear = new Command("clear", "Takes a fault away.");
        clear.Arguments.Add(name);
        clear.Options.Add(host);
        clear.Options.Add(Fleet);
        clear.SetAction(parsed => Guard(parsed, faults => Existing(faults).Clear(parsed.GetValue(name)!, parsed.GetValue(host))));
        return clear;
    }

    private static (Argument<string> Name, Option<string?> Host) NameAndHost() => (
        new Argument<string>("name") { Description = "Fault id; 'fault list' has them." },
        new Option<string?>("--host") { Description = "Host; left out for faults of the bot's own world." });

    private static PracticeFaults Existing(PracticeFaults? faults) =>
        faults ?? throw new FaultException("there is no practice cluster in this state folder yet: start the bot once, or give --state");

    private static int Guard(ParseResult parsed, Action<PracticeFaults?> work)
    {
        try
        {
            work(Of(parsed));
            return CommonOptions.Done;
        }
        catch (Exception e) when (e is FaultException or FileFaultException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return CommonOptions.Unusable;
        }
    }

    private static PracticeFaults? Of(ParseResult parsed)
    {
        var config = new ConfigFolder(parsed.GetValue(CommonOptions.Config)!);
        var fleet = config.Fleet(parsed.GetValue(Fleet) ?? Settings.DefaultFleet()).Required();
        var state = Path.GetFullPath(parsed.GetValue(CommonOptions.State)!);
        var folder = ClusterPlace.Of(state, fleet);
        return Directory.Exists(folder.Hosts) ? new PracticeFaults(folder, FaultCatalogue.Load(), new PracticeClock(folder)) : null;
    }
}
