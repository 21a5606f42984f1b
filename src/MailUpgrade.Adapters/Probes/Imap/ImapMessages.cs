using System.Security.Cryptography;
using MailUpgrade.Adapters.Probes.Wire;

namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>A message that was read.</summary>
/// <param name="Uid">Its number; -1 where the server did not say.</param>
/// <param name="SizeBytes">Bytes read.</param>
/// <param name="Read">SHA-256 of its bytes, or the code with which reading it failed.</param>
public sealed record ImapMessage(long Uid, long SizeBytes, string Read);

/// <summary>Hashes messages as they come.</summary>
internal sealed class ImapMessages
{
    private readonly List<ImapMessage> _read = [];
    private (long Size, string Hash)? _last;

    public IReadOnlyList<ImapMessage> Read => _read;

    public async ValueTask Hash(ProbeWire wire, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await wire.ReadAsync(length, hash.AppendData);
        _last = (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public void Take(ImapResponse response)
    {
        var t = response.Tokens;
        var (hash, uid) = (_last, -1L);
        _last = null;
        if (t.Next() != ImapTokens.Kind.Word || !t.Is("*"u8) || t.Next() != ImapTokens.Kind.Word || t.Number() is null || t.Next() != ImapTokens.Kind.Word || !t.Is("FETCH"u8))
        {
            return;
        }
        for (var kind = t.Next(); kind != ImapTokens.Kind.End; kind = t.Next())
        {
            if (kind == ImapTokens.Kind.Word && t.Is("UID"u8) && t.Next() == ImapTokens.Kind.Word && t.Number() is { } number)
            {
                uid = number;
            }
        }
        if (hash is { } read && _read.Count < 1000)
        {
            _read.Add(new ImapMessage(uid, read.Size, read.Hash));
        }
        else if (uid >= 0 && hash is null && _read.Count < 1000)
        {
            // BODY[] NIL, or an empty quoted text: the server knows the message and has no bytes of it.
            _read.Add(new ImapMessage(uid, 0, "unreadable"));
        }
    }
}
