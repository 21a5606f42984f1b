using System.Security.Cryptography;
using System.Text;

namespace MailUpgrade.Adapters.HostConsole;

/// <summary>
/// Keys of people for the bot's own host, in <c>console/</c> of the state folder: only the print of each is kept. Who may write the state
/// folder may give keys; who only has a key can speak for one person.
/// </summary>
public sealed class ConsoleKeys(string stateFolder)
{
    private const int KeyBytes = 32;

    private readonly string folder = Path.Combine(stateFolder, "console");

    /// <summary>Where the page of the running bot is, for the command line.</summary>
    public string UrlPath => Path.Combine(folder, "url");

    /// <summary>Gives a person a new key; an older one counts no more.</summary>
    /// <returns>The key: it is told once and kept nowhere.</returns>
    public string Give(string person)
    {
        Directory.CreateDirectory(folder);
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var path = PathOf(person);
        File.WriteAllText(path + ".part", Print(key));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path + ".part", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        File.Move(path + ".part", path, overwrite: true);
        return key;
    }

    /// <summary>Whether a key is a person's. Takes the same time whatever is wrong with it.</summary>
    public bool Fits(string person, string key)
    {
        var known = File.Exists(PathOf(person)) ? File.ReadAllText(PathOf(person)) : new string('0', KeyBytes * 2);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(Print(key))) && File.Exists(PathOf(person));
    }

    /// <summary>Writes where the bot listens.</summary>
    /// <param name="url">Of the page.</param>
    /// <param name="certificate">SHA-256 of its certificate, hex; null for http.</param>
    public void Listens(string url, string? certificate)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(CertificatePath, certificate ?? "");
        File.WriteAllText(UrlPath, url);
    }

    /// <summary>
    /// SHA-256 of the certificate that the running bot shows; empty for http. On its own host the bot is known by it: a certificate is made out to
    /// the page's public name, or by the site itself.
    /// </summary>
    public string Certificate => File.Exists(CertificatePath) ? File.ReadAllText(CertificatePath) : "";

    private string CertificatePath => Path.Combine(folder, "certificate");

    private string PathOf(string person) => Path.Combine(
        folder, (person.Length is > 0 and <= 64 && person.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? person : "nobody") + ".print");

    private static string Print(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
