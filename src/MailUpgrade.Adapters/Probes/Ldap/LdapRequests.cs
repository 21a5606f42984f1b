using System.Formats.Asn1;
using System.Text;

namespace MailUpgrade.Adapters.Probes.Ldap;

/// <summary>Tags of operations (RFC 4511, appendix B).</summary>
internal static class LdapTags
{
    public const int BindResponse = 1;
    public const int SearchEntry = 4;
    public const int SearchDone = 5;
    public const int SearchReference = 19;
    public const int ExtendedResponse = 24;
}

/// <summary>Writes requests.</summary>
internal static class LdapRequests
{
    private const int Page = 500;
    private const string Paged = "1.2.840.113556.1.4.319";

    public static void Bind(AsnWriter w, string dn, string password)
    {
        using (w.PushSequence(Application(0)))
        {
            w.WriteInteger(3);
            Text(w, dn);
            w.WriteOctetString(Encoding.UTF8.GetBytes(password), Context(0));
        }
    }

    public static void StartTls(AsnWriter w)
    {
        using (w.PushSequence(Application(23)))
        {
            w.WriteOctetString("1.3.6.1.4.1.1466.20037"u8, Context(0));
        }
    }

    /// <param name="w">Where to.</param>
    /// <param name="below">Base DN.</param>
    /// <param name="whole">The tree below; else the entry.</param>
    /// <param name="filter">Filter.</param>
    /// <param name="attributes">Attributes.</param>
    /// <param name="cookie">Of the page; null without pages.</param>
    public static void Search(AsnWriter w, string below, bool whole, string filter, IReadOnlyList<string> attributes, byte[]? cookie)
    {
        using (w.PushSequence(Application(3)))
        {
            Text(w, below);
            w.WriteEnumeratedValue(whole ? Scope.Tree : Scope.Entry);
            w.WriteEnumeratedValue(Aliases.Never);
            w.WriteInteger(0);
            w.WriteInteger(0);
            w.WriteBoolean(false);
            LdapFilter.Write(w, filter);
            using (w.PushSequence())
            {
                foreach (var name in attributes)
                {
                    Text(w, name);
                }
            }
        }
        if (cookie is null)
        {
            return;
        }
        using (w.PushSequence(Context(0)))
        using (w.PushSequence())
        {
            Text(w, Paged);
            var value = new AsnWriter(AsnEncodingRules.BER);
            using (value.PushSequence())
            {
                value.WriteInteger(Page);
                value.WriteOctetString(cookie);
            }
            w.WriteOctetString(value.Encode());
        }
    }

    internal static void Text(AsnWriter w, string text) => w.WriteOctetString(Encoding.UTF8.GetBytes(text));

    internal static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number);

    private static Asn1Tag Application(int number) => new(TagClass.Application, number);

    private enum Scope
    {
        Entry = 0,
        Tree = 2,
    }

    private enum Aliases
    {
        Never = 0,
    }
}
