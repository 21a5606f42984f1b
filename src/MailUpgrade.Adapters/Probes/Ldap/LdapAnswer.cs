using System.Formats.Asn1;
using System.Text;

namespace MailUpgrade.Adapters.Probes.Ldap;

/// <summary>One message of a server.</summary>
/// <param name="Id">Of the request that it answers.</param>
/// <param name="Tag">Operation.</param>
/// <param name="Result">Result code, where it has one.</param>
/// <param name="Entry">Found entry, where it is one.</param>
/// <param name="Cookie">Of the next page; empty where there is none.</param>
internal sealed record LdapAnswer(int Id, int Tag, int? Result, LdapEntry? Entry, byte[] Cookie)
{
    /// <exception cref="MailFaultException">Not LDAP.</exception>
    public static LdapAnswer Parse(byte[] message)
    {
        try
        {
            var outer = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
            var id = outer.TryReadInt32(out var number) ? number : throw Bad();
            var tag = outer.PeekTag();
            if (tag.TagClass != TagClass.Application)
            {
                throw Bad();
            }
            if (tag.TagValue == LdapTags.SearchReference)
            {
                outer.ReadEncodedValue();
                return new LdapAnswer(id, tag.TagValue, null, null, []);
            }
            var operation = outer.ReadSequence(tag);
            if (tag.TagValue == LdapTags.SearchEntry)
            {
                return new LdapAnswer(id, tag.TagValue, null, LdapEntry.Read(operation), []);
            }
            var code = (int)operation.ReadEnumeratedBytes().Span[^1];
            return new LdapAnswer(id, tag.TagValue, code, null, outer.HasData ? CookieOf(outer) : []);
        }
        catch (Exception e) when (e is AsnContentException or IndexOutOfRangeException or OverflowException)
        {
            throw Bad();
        }
    }

    private static byte[] CookieOf(AsnReader outer)
    {
        var controls = outer.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
        while (controls.HasData)
        {
            var control = controls.ReadSequence();
            var name = Encoding.UTF8.GetString(control.ReadOctetString());
            if (control.HasData && control.PeekTag().TagValue == (int)UniversalTagNumber.Boolean)
            {
                control.ReadBoolean();
            }
            if (name == "1.2.840.113556.1.4.319" && control.HasData)
            {
                var value = new AsnReader(control.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
                value.ReadIntegerBytes();
                return value.ReadOctetString();
            }
        }
        return [];
    }

    private static MailFaultException Bad() => new("protocol: not LDAP");
}

/// <summary>A found entry.</summary>
/// <param name="Dn">Its name.</param>
/// <param name="Values">By lower-case attribute name.</param>
internal sealed record LdapEntry(string Dn, IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    public static LdapEntry Read(AsnReader operation)
    {
        var dn = Encoding.UTF8.GetString(operation.ReadOctetString());
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var attributes = operation.ReadSequence();
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            var name = Encoding.UTF8.GetString(attribute.ReadOctetString()).ToLowerInvariant();
            var set = attribute.ReadSetOf(skipSortOrderValidation: true);
            var list = new List<string>();
            while (set.HasData)
            {
                list.Add(Encoding.UTF8.GetString(set.ReadOctetString()));
            }
            values[name] = list;
        }
        return new LdapEntry(dn, values);
    }
}
