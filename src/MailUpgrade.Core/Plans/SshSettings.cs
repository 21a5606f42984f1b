namespace MailUpgrade.Core.Plans;

/// <summary>How a fleet's hosts are reached over ssh.</summary>
/// <param name="Config">An ssh_config that ssh shall respect, a path or <c>user</c> for the login's own; null: none is read.</param>
/// <param name="KnownHosts">File of the hosts' keys; relative to the folder of the fleet file. Null: <c>FLEET.known_hosts</c> there.</param>
/// <param name="Key">Private key file, relative as above; null: what agent or ssh_config offer.</param>
/// <param name="Sudo">Programs run as root through <c>sudo -n</c>; else as the login itself.</param>
public sealed record SshSettings(string? Config, string? KnownHosts, string? Key, bool Sudo)
{
    /// <summary>No ssh_config, the fleet's own known hosts, the agent's keys, through sudo.</summary>
    public static SshSettings Default { get; } = new(null, null, null, true);
}
