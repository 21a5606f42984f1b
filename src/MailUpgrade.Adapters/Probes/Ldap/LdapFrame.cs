using MailUpgrade.Adapters.Probes.Wire;

namespace MailUpgrade.Adapters.Probes.Ldap;

/// <summary>Reads one message: a BER sequence of stated length.</summary>
internal static class LdapFrame
{
    /// <exception cref="MailFaultException">Not LDAP, or longer than a response may be.</exception>
    public static async ValueTask<byte[]> ReadAsync(ProbeWire wire)
    {
        var head = new byte[6];
        await FillAsync(wire, head, 0, 2);
        if (head[0] != 0x30)
        {
            throw new MailFaultException("protocol: not LDAP");
        }
        long length = head[1];
        var size = 2;
        if ((head[1] & 0x80) != 0)
        {
            var more = head[1] & 0x7F;
            if (more is 0 or > 4)
            {
                throw new MailFaultException("protocol: not LDAP");
            }
            await FillAsync(wire, head, 2, more);
            length = 0;
            for (var i = 0; i < more; i++)
            {
                length = (length << 8) | head[2 + i];
            }
            size += more;
        }
        if (length > wire.Limits.Response / 4)
        {
            throw new MailFaultException("protocol: response too long");
        }
        wire.CountOne();
        var message = new byte[size + length];
        head.AsSpan(0, size).CopyTo(message);
        await FillAsync(wire, message, size, (int)length);
        return message;
    }

    private static async ValueTask FillAsync(ProbeWire wire, byte[] into, int from, int length)
    {
        var at = from;
        await wire.ReadAsync(length, piece =>
        {
            piece.CopyTo(into.AsSpan(at));
            at += piece.Length;
        });
    }
}
