using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>Reads what <c>ssh</c> said when it ended without the session that it was asked for. The words are those of OpenSSH 7 to 10.</summary>
public static class SshFailure
{
    /// <summary>What it means. Never a guess that trying again is harmful: that must be said in so many words.</summary>
    /// <param name="host">Name for the message.</param>
    /// <param name="said">Everything on its stderr.</param>
    /// <param name="stood">The session had begun before.</param>
    public static Exception Read(string host, string said, bool stood)
    {
        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
        var last = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "ssh ended without a word";
        return said switch
        {
            _ when Says("REMOTE HOST IDENTIFICATION HAS CHANGED") => new HostKeyRejectedException(
                $"The host key of {host} has changed. Ask who built it; if the new one is right: mailupgrade hosts trust {host} --replace."),
            _ when Says("host key is known") || Says("Host key verification failed") => new HostKeyRejectedException(
                $"The host key of {host} is not known. Compare fingerprints: mailupgrade hosts trust {host}."),
            _ when Says("UNPROTECTED PRIVATE KEY") || Says("Load key") || Says("no such identity") || Says("Can't open user config file") || Says("Bad configuration option") =>
                new SshClientMissingException($"ssh cannot use its key or configuration for {host}: {last}"),
            _ when Says("sudo: a password is required") || Says("is not in the sudoers") || Says("is not allowed to") || Says("sudo: not found") || Says("sudo: command not found") =>
                new LoginRejectedException($"The login on {host} may not run sudo without a password: {last}"),
            _ when Says("Permission denied (") || Says("Too many authentication failures") => new LoginRejectedException($"{host} does not let this login in: {last}"),
            _ when Says("This account is") || Says("account has expired") => new LoginRejectedException($"{host} does not let this login in: {last}"),
            _ when Says("Session open refused by peer") || Says("session request failed") => new SessionRefusedException($"{host} gives no further session on this connection now."),
            _ when Says("kex_exchange_identification") || Says("Connection refused") || Says("Exceeded MaxStartups") => new ConnectionRefusedException($"{host} refused the connection: {last}"),
            _ when Says("Could not resolve") || Says("No route to host") || Says("timed out during banner") || Says("Connection timed out") || Says("Network is unreachable") =>
                new HostUnreachableException($"{host} cannot be reached: {last}"),
            _ when stood => new LinkLostException($"The link to {host} was lost: {last}"),
            _ => new HostUnreachableException($"{host} cannot be reached: {last}"),
        };
    }
}
