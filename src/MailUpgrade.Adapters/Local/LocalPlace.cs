using MailUpgrade.Adapters.Ssh;

namespace MailUpgrade.Adapters.Local;

/// <summary>Where the work of a host is done on this machine.</summary>
/// <param name="Shell">Command of the shell that reads programs on its stdin.</param>
/// <param name="Folder">Where it starts; exists.</param>
/// <param name="Environment">All of its environment.</param>
/// <param name="Program">The ticket program with its places.</param>
/// <param name="BootIdFile">A changed boot id means that nothing of an earlier one runs.</param>
public sealed record LocalPlace(
    IReadOnlyList<string> Shell, string Folder, IReadOnlyDictionary<string, string> Environment, TicketProgram Program, string BootIdFile)
{
    /// <summary>What every shell gets; nothing of the bot's own environment, which may hold tokens.</summary>
    /// <param name="more">What comes on top.</param>
    public static IReadOnlyDictionary<string, string> EnvironmentWith(params IEnumerable<(string Name, string Value)> more) =>
        more.Append(("PATH", "/usr/local/bin:/usr/bin:/bin")).Append(("LANG", "C")).ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);
}
