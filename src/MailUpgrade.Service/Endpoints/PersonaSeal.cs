using System.Security.Cryptography;
using System.Text;

namespace MailUpgrade.Service.Endpoints;

/// <summary>Signs who speaks from a browser. The key is random, of this state folder, and readable by its owner only.</summary>
internal sealed class PersonaSeal
{
    private const int KeyBytes = 32;

    private readonly byte[] key;

    private PersonaSeal(byte[] key) => this.key = key;

    /// <exception cref="IOException">The state folder does not take the file.</exception>
    public static PersonaSeal In(string stateFolder)
    {
        var path = Path.Combine(stateFolder, "web.key");
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: KeyBytes } old)
        {
            return new PersonaSeal(old);
        }
        var made = RandomNumberGenerator.GetBytes(KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var file = new FileStream(path, options);
        file.Write(made);
        return new PersonaSeal(made);
    }

    /// <summary>Cookie value for a person; <paramref name="proof"/> is the print of the key that was shown, or empty.</summary>
    public string Seal(string person, string proof)
    {
        var said = Encoding.UTF8.GetBytes($"1 {person} {proof}");
        return $"{Base64Url(said)}.{Base64Url(HMACSHA256.HashData(key, said))}";
    }

    /// <summary>Person and proof of a cookie, or null where it was not made here.</summary>
    public (string Person, string Proof)? Open(string? cookie)
    {
        if (cookie?.Split('.') is not [var saidText, var signText] || FromBase64Url(saidText) is not { } said
            || FromBase64Url(signText) is not { } sign || !CryptographicOperations.FixedTimeEquals(sign, HMACSHA256.HashData(key, said)))
        {
            return null;
        }
        return Encoding.UTF8.GetString(said).Split(' ') is ["1", var person, var proof] ? (person, proof) : null;
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[]? FromBase64Url(string text)
    {
        try
        {
            return System.Buffers.Text.Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
