using System.Formats.Asn1;

namespace MailUpgrade.Adapters.Probes.Ldap;

/// <summary>Filters (RFC 4515) as fleets need them: and, or, not, equality, presence.</summary>
internal static class LdapFilter
{
    private const int MostDepth = 20;

    /// <exception cref="MailFaultException">It cannot be read.</exception>
    public static void Write(AsnWriter w, string filter)
    {
        var at = 0;
        Write(w, filter, ref at, 0);
        if (at != filter.Length)
        {
            throw Bad();
        }
    }

    private static void Write(AsnWriter w, string filter, ref int at, int depth)
    {
        if (depth > MostDepth || at >= filter.Length || filter[at++] != '(' || at >= filter.Length)
        {
            throw Bad();
        }
        switch (filter[at])
        {
            case '&' or '|':
                using (w.PushSetOf(LdapRequests.Context(filter[at++] == '&' ? 0 : 1)))
                {
                    while (at < filter.Length && filter[at] == '(')
                    {
                        Write(w, filter, ref at, depth + 1);
                    }
                }
                break;
            case '!':
                at++;
                using (w.PushSequence(LdapRequests.Context(2)))
                {
                    Write(w, filter, ref at, depth + 1);
                }
                break;
            default:
                Item(w, filter, ref at);
                break;
        }
        if (at >= filter.Length || filter[at++] != ')')
        {
            throw Bad();
        }
    }

    private static void Item(AsnWriter w, string filter, ref int at)
    {
        var end = filter.IndexOf(')', at);
        var equals = end < 0 ? -1 : filter.IndexOf('=', at, end - at);
        if (equals <= at)
        {
            throw Bad();
        }
        var (name, value) = (filter[at..equals], filter[(equals + 1)..end]);
        at = end;
        if (value == "*")
        {
            w.WriteOctetString(System.Text.Encoding.UTF8.GetBytes(name), LdapRequests.Context(7));
            return;
        }
        if (value.Contains('*', StringComparison.Ordinal) || name[^1] is '<' or '>' or '~')
        {
            throw Bad();
        }
        using (w.PushSequence(LdapRequests.Context(3)))
        {
            LdapRequests.Text(w, name);
            LdapRequests.Text(w, value);
        }
    }

    private static MailFaultException Bad() => new("filter cannot be read: use and, or, not, equality and presence");
}
