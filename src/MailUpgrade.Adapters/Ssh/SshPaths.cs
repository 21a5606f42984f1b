using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>Makes the paths of a fleet's ssh settings full ones: a run goes by its own copy of the fleet file, which lies elsewhere.</summary>
public static class SshPaths
{
    /// <summary>The fleet with full paths.</summary>
    /// <param name="fleet">As read.</param>
    /// <param name="folder">Folder of the fleet files.</param>
    public static Fleet Full(Fleet fleet, string folder) => fleet with
    {
        Ssh = fleet.Ssh with
        {
            KnownHosts = Path.GetFullPath(fleet.Ssh.KnownHosts ?? fleet.Id + ".known_hosts", Path.GetFullPath(folder)),
            Key = fleet.Ssh.Key is { } key ? Path.GetFullPath(key, Path.GetFullPath(folder)) : null,
        },
    };
}
