using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MailUpgrade.Service.Endpoints.Links;

/// <summary>
/// The links that were given out. One opens the page for one person for twelve hours, in the first browser that opens it and in no other,
/// until it is taken back. Kept in the state folder, so that a restart neither opens nor closes anything.
/// </summary>
public sealed class BoardLinks
{
    /// <summary>How long a link opens the page, wire clock.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private const int SecretBytes = 24;
    private const int MostLinks = 500;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly PersonaSeal seal;
    private readonly TimeProvider wire;
    private List<BoardLink> links;

    /// <summary>Reads what was given out before.</summary>
    /// <exception cref="IOException">The state folder cannot be read.</exception>
    public BoardLinks(string stateFolder, TimeProvider wire)
    {
        path = Path.Combine(stateFolder, "board-links.json");
        seal = PersonaSeal.In(stateFolder);
        this.wire = wire;
        links = Read(path);
    }

    /// <summary>Makes a link. Each call makes another one; earlier ones go on.</summary>
    /// <param name="person">Person id, or null for the wall.</param>
    /// <returns>What stands behind <c>#</c> in the address: it never reaches a server's log.</returns>
    /// <exception cref="IOException">It cannot be kept, so it is not given out.</exception>
    public string Give(string? person)
    {
        var link = new BoardLink(Random(), person, wire.GetUtcNow() + Life, null, false);
        lock (gate)
        {
            Keep([.. links.Where(l => l.Until > wire.GetUtcNow()).TakeLast(MostLinks - 1), link]);
        }
        return seal.Seal(link.Id, "");
    }

    /// <summary>A browser opens a link. The first one to do so binds it; again from the same browser is the same.</summary>
    /// <param name="token">What stood behind <c>#</c>.</param>
    /// <param name="browser">Value of the browser's link cookie, or null.</param>
    /// <returns>Why not, or the cookie to set.</returns>
    public (LinkTrouble Trouble, string Cookie) Enter(string? token, string? browser)
    {
        lock (gate)
        {
            if (seal.Open(token) is not { Proof: "" } said || links.Find(l => l.Id == said.Person) is not { } link)
            {
                return (LinkTrouble.Unknown, "");
            }
            if (Refuse(link) is var no and not LinkTrouble.None)
            {
                return (no, "");
            }
            if (link.Browser is not null)
            {
                return Find(browser)?.Id == link.Id ? (LinkTrouble.None, browser!) : (LinkTrouble.OtherBrowser, "");
            }
            var secret = Random();
            Keep([.. links.Select(l => l.Id == link.Id ? l with { Browser = Print(secret) } : l)]);
            return (LinkTrouble.None, seal.Seal(link.Id, secret));
        }
    }

    /// <summary>The link behind a browser's cookie, where it still opens the page; else null.</summary>
    public BoardLink? Find(string? browser)
    {
        if (seal.Open(browser) is not { Proof.Length: > 0 } said)
        {
            return null;
        }
        lock (gate)
        {
            return links.Find(l => l.Id == said.Person && l.Browser == Print(said.Proof) && Refuse(l) == LinkTrouble.None);
        }
    }

    /// <summary>Takes back every link of a person; null: of the wall. May be called twice.</summary>
    /// <returns>How many there were.</returns>
    public int Revoke(string? person)
    {
        lock (gate)
        {
            var open = links.Count(l => l.Person == person && Refuse(l) == LinkTrouble.None);
            if (open > 0)
            {
                Keep([.. links.Select(l => l.Person == person ? l with { IsRevoked = true } : l)]);
            }
            return open;
        }
    }

    private LinkTrouble Refuse(BoardLink link) => link.IsRevoked ? LinkTrouble.Revoked
        : link.Until <= wire.GetUtcNow() ? LinkTrouble.Expired : LinkTrouble.None;

    private void Keep(List<BoardLink> next)
    {
        var made = path + ".new";
        File.WriteAllBytes(made, JsonSerializer.SerializeToUtf8Bytes(next, JsonSerializerOptions.Web));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(made, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        File.Move(made, path, overwrite: true);
        links = next;
    }

    /// <summary>A file that was cut by a full disk closes every link: people ask for new ones.</summary>
    private static List<BoardLink> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }
        try
        {
            return JsonSerializer.Deserialize<List<BoardLink>>(File.ReadAllBytes(path), JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    private static string Print(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
