using System.Globalization;

namespace MailUpgrade.Practice.Mail;

/// <summary>POP3 (RFC 1939) as far as counting goes.</summary>
internal sealed class Pop3Session(string host, MailDirectory directory, Func<string, string, bool> isUser)
{
    private string _user = string.Empty;
    private (MailStore Store, MailAccount Account)? _home;

    public async Task RunAsync(WireConnection wire)
    {
        await wire.WriteLineAsync($"+OK {host} Zimbra POP3 server ready");
        for (var mistakes = 0; mistakes < wire.Limits.Mistakes && await wire.ReadLineAsync() is { } line;)
        {
            if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                await wire.WriteLineAsync("+OK closing connection");
                return;
            }

            var answer = Answer(line);
            mistakes += answer.StartsWith('-') ? 1 : 0;
            await wire.WriteLineAsync(answer);
        }
    }

    private string Answer(string line)
    {
        switch (line.Split(' ', 2))
        {
            case [var verb, var user] when verb.Equals("USER", StringComparison.OrdinalIgnoreCase):
                _user = user;
                return "+OK hello, please enter your password";
            case [var verb, var password] when verb.Equals("PASS", StringComparison.OrdinalIgnoreCase):
                _home = isUser(_user, password) ? directory.Find(_user) : null;
                return _home is null ? "-ERR invalid username/password" : "+OK server ready";
            case [var verb] when verb.Equals("STAT", StringComparison.OrdinalIgnoreCase) && _home is { } home:
                var items = home.Store.Items(home.Account, home.Account.Folders.First(f => f.Id == 2));
                return string.Create(CultureInfo.InvariantCulture, $"+OK {items.Count} {home.Store.Size(home.Account, items)}");
            default:
                return "-ERR unknown command";
        }
    }
}
