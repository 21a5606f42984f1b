using System.Formats.Asn1;
using System.Text;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Probes.Ldap;

/// <summary>
/// LDAPv3 (RFC 4511) as far as reading goes: simple bind, search with pages (RFC 2696), STARTTLS. One conversation; not for two threads.
/// Own and small because the platform's client needs a native library of a certain name and cannot be cancelled.
/// </summary>
public sealed class LdapClient : IAsyncDisposable
{
    private const int MostEntries = 2_000_000;
    private readonly ProbeWire _wire;
    private int _id;

    private LdapClient(ProbeWire wire) => _wire = wire;

    /// <summary>When the server's certificate ends; null without TLS.</summary>
    public DateTimeOffset? CertificateEnds => _wire.CertificateEnds;

    /// <summary>Connects, and encrypts where that is wanted.</summary>
    /// <exception cref="HostUnreachableException">Nothing answers there.</exception>
    /// <exception cref="MailFaultException">It answers otherwise than LDAP does, or not within the time.</exception>
    public static async Task<LdapClient> ConnectAsync(WireTarget target, WireLimits limits, CancellationToken ct)
    {
        var client = Over(await ProbeWire.ConnectAsync(target, limits, ct));
        try
        {
            if (target.Tls == TlsMode.Start)
            {
                await client.AskAsync(w => LdapRequests.StartTls(w));
                client.Good((await client.AnswerAsync(LdapTags.ExtendedResponse)).Result, "TLS is not offered");
                await client._wire.EncryptAsync();
            }
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Over a connection that is there already.</summary>
    public static LdapClient Over(ProbeWire wire) => new(wire);

    /// <summary>Simple bind.</summary>
    /// <exception cref="MailFaultException"><c>login refused</c></exception>
    public async Task BindAsync(string dn, string password)
    {
        await AskAsync(w => LdapRequests.Bind(w, dn, password));
        Good((await AnswerAsync(LdapTags.BindResponse)).Result, "login refused");
    }

    /// <summary>Entries with the attributes that were asked for, page after page.</summary>
    /// <param name="below">Base DN.</param>
    /// <param name="whole">The whole tree below it; else the entry itself.</param>
    /// <param name="filter">RFC 4515, as far as <see cref="LdapFilter"/> reads it.</param>
    /// <param name="attributes">Their names.</param>
    /// <param name="take">Called for each entry: DN and values by lower-case name.</param>
    public async Task SearchAsync(string below, bool whole, string filter, IReadOnlyList<string> attributes, Action<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> take)
    {
        var cookie = Array.Empty<byte>();
        var entries = 0;
        do
        {
            var at = cookie;
            await AskAsync(w => LdapRequests.Search(w, below, whole, filter, attributes, whole ? at : null));
            while (true)
            {
                var answer = await AnswerAsync(LdapTags.SearchEntry, LdapTags.SearchReference, LdapTags.SearchDone);
                if (answer.Entry is { } entry)
                {
                    if (++entries > MostEntries)
                    {
                        throw new MailFaultException("protocol: too many entries");
                    }
                    take(entry.Dn, entry.Values);
                }
                else if (answer.Result is not null)
                {
                    Good(answer.Result, "search refused");
                    // The same cookie again would be the same page for ever.
                    cookie = answer.Cookie.AsSpan().SequenceEqual(cookie) ? [] : answer.Cookie;
                    break;
                }
            }
        }
        while (cookie.Length > 0);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task AskAsync(Action<AsnWriter> operation)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(++_id);
            operation(writer);
        }
        await _wire.WriteAsync(writer.Encode());
    }

    private async Task<LdapAnswer> AnswerAsync(params int[] tags)
    {
        while (true)
        {
            var answer = LdapAnswer.Parse(await LdapFrame.ReadAsync(_wire));
            // Id 0: the server says unasked that it hangs up (RFC 4511, 4.4).
            if (answer.Id == 0)
            {
                throw new HostUnreachableException($"{_wire.Target.Host} sent us away.");
            }
            if (answer.Id == _id && tags.Contains(answer.Tag))
            {
                return answer;
            }
        }
    }

    private void Good(int? code, string refused)
    {
        switch (code)
        {
            case 0:
                return;
            case 51 or 52 or 3 or 11:
                throw new RateRefusedException($"{_wire.Target.Host} is busy.");
            default:
                throw new MailFaultException(refused);
        }
    }
}
