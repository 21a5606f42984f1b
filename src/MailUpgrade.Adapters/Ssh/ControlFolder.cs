using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Ssh;

/// <summary>
/// The folder of the control sockets: ours alone (0700), the same for the same state folder, and short, since a socket's path has at
/// most 107 bytes and ssh adds 17 of its own while it makes one.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public static class ControlFolder
{
    /// <summary>Makes or finds it.</summary>
    /// <exception cref="SshClientMissingException">Somebody else's folder has the name.</exception>
    public static string Of(string stateFolder)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(stateFolder))))[..12];
        // Root's own folder where only root can make one; /tmp is the last resort.
        var user = Posix.UserId();
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var parent = user == 0 && Directory.Exists("/run") ? "/run" : runtime is { Length: > 0 and < 40 } && Directory.Exists(runtime) ? runtime : "/tmp";
        var path = $"{parent}/mailupgrade-{user}-{hash}";
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            // Only its owner may do this: a folder that somebody else laid there is not used.
            if (new DirectoryInfo(path).LinkTarget is not null)
            {
                throw new UnauthorizedAccessException("it is a link");
            }

            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SshClientMissingException($"{path} is not this bot's own folder ({e.Message}): remove it, it is needed for ssh's control sockets.");
        }

        return path;
    }
}
