using System.Security.Cryptography;
using System.Text;

namespace MailUpgrade.Practice.Mail.Soap;

/// <summary>Takes a SOAP request of the user or the admin URL and gives the answer; the requests are those of zimbra.md section 5.2.</summary>
internal sealed class SoapService
{
    private readonly MailLogins _logins;
    private readonly SoapTokens _tokens;
    private readonly SoapUserRequests _user;
    private readonly SoapAdminRequests _admin;
    private readonly MailDirectory _directory;

    public SoapService(MailDirectory directory, MailLogins logins, TimeProvider runClock, Func<string, string> versionOf)
    {
        (_directory, _logins) = (directory, logins);
        _tokens = new SoapTokens(runClock);
        _user = new SoapUserRequests(versionOf);
        _admin = new SoapAdminRequests(directory, _tokens, versionOf);
    }

    /// <param name="store">The store asked, or null at a proxy.</param>
    /// <param name="admin">Asked at the admin URL.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="cookieToken">Token given as cookie, where the header has none.</param>
    /// <param name="ct">The client went away.</param>
    /// <returns>HTTP status and JSON.</returns>
    public async Task<(int Status, byte[] Json)> HandleAsync(MailStore? store, bool admin, byte[] body, string? cookieToken, CancellationToken ct)
    {
        try
        {
            using var request = SoapRequest.Parse(body, cookieToken);
            return (200, admin ? await AdminAsync(store, request, ct) : await UserAsync(request, ct));
        }
        catch (SoapFaultException fault)
        {
            return (500, SoapAnswer.Fault(fault.Code, fault.Message));
        }
    }

    private async Task<byte[]> AdminAsync(MailStore? store, SoapRequest request, CancellationToken ct)
    {
        if (store is null)
        {
            throw SoapFaultException.Invalid("the admin URL is on the stores");
        }

        if (request.Name != "AuthRequest")
        {
            _tokens.Take(request.Token, admin: true);
            return await _admin.AnswerAsync(store, request, ct);
        }

        RequireLdap();
        var name = request.Text("name") ?? string.Empty;
        if (name != _logins.Admin || !Same(request.Text("password"), _logins.AdminPassword))
        {
            throw SoapFaultException.AuthFailed(name);
        }

        return SoapAnswer.Response(request.Name, "urn:zimbraAdmin", json =>
        {
            SoapAnswer.Content(json, "authToken", _tokens.Give(name, admin: true, TimeSpan.FromHours(12)));
            json.WriteNumber("lifetime", 43_200_000);
        });
    }

    private async Task<byte[]> UserAsync(SoapRequest request, CancellationToken ct)
    {
        if (request.Name != "AuthRequest")
        {
            var address = _tokens.Take(request.Token, admin: false);
            var (store, account) = Home(address);
            return await _user.AnswerAsync(store, account, request, ct);
        }

        RequireLdap();
        var name = request.Text("account") ?? string.Empty;
        if (!Same(request.Text("password"), _logins.UserPassword) || _directory.Find(name) is null)
        {
            throw SoapFaultException.AuthFailed(name);
        }

        var home = Home(name);
        return SoapAnswer.Response(request.Name, "urn:zimbraAccount", json =>
        {
            SoapAnswer.Content(json, "authToken", _tokens.Give(home.Account.Address, admin: false, TimeSpan.FromDays(2)));
            json.WriteNumber("lifetime", 172_800_000);
            json.WriteString("refer", home.Store.Host);
            SoapAnswer.Content(json, "skin", "harmony");
        });
    }

    // Any store takes a user's request and passes it to the one that has the mailbox.
    private (MailStore Store, MailAccount Account) Home(string address)
    {
        var home = _directory.Find(address) ?? throw new SoapFaultException("account.NO_SUCH_ACCOUNT", $"no such account: {address}");
        return !home.Store.Up ? throw SoapFaultException.ProxyError(home.Store.Host)
            : home.Store.LoginRefused ? throw SoapFaultException.AuthFailed(address)
            : home.Store.IsMisplaced(home.Account) ? throw new SoapFaultException("mail.WRONG_HOST", "tried to access mailbox on wrong host")
            : home;
    }

    private void RequireLdap()
    {
        if (!_directory.LdapUp)
        {
            throw new SoapFaultException("service.FAILURE", "system failure: ZimbraLdapContext");
        }
    }

    /// <summary>Whether a user's own password is right; for ways that take it with each request.</summary>
    public bool IsUser(string address, string password) => Same(password, _logins.UserPassword) && _directory.Find(address) is { Store: { Up: true, LoginRefused: false } };

    private static bool Same(string? given, string right) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));
}
