using System.Text;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>What a client can do to the mail service: end its own connection, and nothing else.</summary>
public sealed class HostileClientTests(ServedCluster served) : IClassFixture<ServedCluster>
{
    [Theory]
    [InlineData("mbs1", 7143)]
    [InlineData("mbs1", 8080)]
    [InlineData("mta1", 25)]
    [InlineData("proxy1", 11211)]
    [InlineData("ldap1", 389)]
    public async Task A_line_without_end_is_cut_off(string host, int port)
    {
        using var talk = await Talk.ToAsync(served.At(host).EndPoint(port));
        try
        {
            for (var i = 0; i < 200; i++)
            {
                await talk.Stream.WriteAsync(Encoding.ASCII.GetBytes(new string('A', 4096)));
            }
        }
        catch (IOException)
        {
            // Cut off while still talking: that is what should be.
        }

        Assert.EndsWith("<end>", await talk.HearUntilAsync("never"), StringComparison.Ordinal);
        await StillServesAsync();
    }

    [Theory]
    [InlineData("mbs1", 7143, "a LOGIN {999999999}")]
    [InlineData("mbs1", 7143, "a LOGIN {99999999999999999999}")]
    [InlineData("mbs1", 7143, "a LOGIN {x}")]
    [InlineData("mbs1", 8080, "POST /service/soap HTTP/1.1\r\nContent-Length: 99999999999\r\n")]
    [InlineData("mbs1", 8080, "POST /service/soap HTTP/1.1\r\nContent-Length: -5\r\n")]
    [InlineData("mbs1", 8080, "POST /service/soap HTTP/1.1\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("mbs1", 8080, "nonsense\r\n")]
    public async Task A_length_that_no_client_needs_ends_the_connection(string host, int port, string line)
    {
        using var talk = await Talk.ToAsync(served.At(host).EndPoint(port));
        await talk.SayAsync(line);
        Assert.EndsWith("<end>", await talk.HearUntilAsync("never"), StringComparison.Ordinal);
        await StillServesAsync();
    }

    [Theory]
    [InlineData("mbs1", 7143, "a LOG")]
    [InlineData("mbs1", 8080, "POST /service/soap HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc")]
    [InlineData("mta1", 25, "EHLO")]
    public async Task Who_says_half_a_thing_and_waits_is_sent_away(string host, int port, string half)
    {
        using var talk = await Talk.ToAsync(served.At(host).EndPoint(port));
        await talk.Stream.WriteAsync(Encoding.ASCII.GetBytes(half));
        Assert.EndsWith("<end>", await talk.HearUntilAsync("never"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mbs1", 7143, "x y z", "* BYE")]
    [InlineData("mta1", 25, "VRFY x", "421 ")]
    public async Task Who_talks_nonsense_is_sent_away(string host, int port, string nonsense, string end)
    {
        using var talk = await Talk.ToAsync(served.At(host).EndPoint(port));
        for (var i = 0; i < ServedCluster.Limits.Mistakes; i++)
        {
            await talk.SayAsync(nonsense);
        }

        Assert.Contains(end, await talk.HearUntilAsync(end), StringComparison.Ordinal);
        Assert.Null(await talk.HearAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"Body\":5}")]
    [InlineData("{\"Body\":{\"GetInfoRequest\":7}}")]
    [InlineData("{\"Header\":[],\"Body\":{\"GetInfoRequest\":{}}}")]
    [InlineData("{\"Header\":{\"context\":{\"authToken\":[[[]]]}},\"Body\":{\"GetInfoRequest\":{}}}")]
    [InlineData("{\"Header\":{\"context\":{\"authToken\":\"0_aa_zz\"}},\"Body\":{\"GetInfoRequest\":{}}}")]
    [InlineData("not json")]
    public async Task A_broken_request_is_a_fault_with_a_code(string body)
    {
        using var talk = await Talk.ToAsync(served.At("mbs1").EndPoint(8080));
        await talk.SayAsync($"POST /service/soap HTTP/1.1\r\nConnection: close\r\nContent-Length: {body.Length}\r\n");
        await talk.Stream.WriteAsync(Encoding.ASCII.GetBytes(body));
        Assert.Matches("service\\.(INVALID_REQUEST|AUTH_REQUIRED)", await talk.HearUntilAsync("never"));
    }

    [Fact]
    public async Task A_mail_over_the_limit_is_refused_and_the_next_one_is_taken()
    {
        using var talk = await Talk.ToAsync(served.At("mta1").EndPoint(25));
        await talk.SayAsync("EHLO me\r\nMAIL FROM:<me@example.net>\r\nRCPT TO:<user001@example.co.id>\r\nDATA");
        await talk.HearUntilAsync("354 ");
        var line = new string('x', 900);
        for (var i = 0; i < 100; i++)
        {
            await talk.SayAsync(line);
        }

        await talk.SayAsync(".");
        Assert.Contains("552 ", await talk.HearUntilAsync("552 "), StringComparison.Ordinal);
        await talk.SayAsync("MAIL FROM:<me@example.net>");
        Assert.StartsWith("250 ", await talk.HearAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT TO:<user001@elsewhere.example>", "554 ")]
    [InlineData("RCPT TO:<nobody@example.co.id>", "550 ")]
    [InlineData("RCPT TO:<../../x@example.co.id>", "502 ")]
    public async Task Mail_for_others_is_not_taken(string line, string answer)
    {
        using var talk = await Talk.ToAsync(served.At("mta1").EndPoint(25));
        await talk.SayAsync("EHLO me\r\nMAIL FROM:<me@example.net>\r\n" + line);
        Assert.Contains(answer, await talk.HearUntilAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_connections_than_there_are_places_are_closed_at_once_and_places_come_free()
    {
        var at = served.At("mbs1").EndPoint(7143);
        var many = new List<Talk>();
        for (var i = 0; i < ServedCluster.Limits.Connections + 10; i++)
        {
            many.Add(await Talk.ToAsync(at));
        }

        var greeted = 0;
        foreach (var talk in many)
        {
            greeted += await talk.HearAsync() is null ? 0 : 1;
        }

        Assert.InRange(greeted, 1, ServedCluster.Limits.Connections);
        many.ForEach(t => t.Dispose());
        await ServedCluster.Until(GreetsAsync);

        async Task<bool> GreetsAsync()
        {
            using var talk = await Talk.ToAsync(at);
            return await talk.HearAsync() is not null;
        }
    }

    [Fact]
    public async Task A_half_copied_host_ends_nothing()
    {
        var accounts = Path.Combine(served.Folder.RootOf("mbs4"), "opt/zimbra/store/practice-accounts");
        var whole = await File.ReadAllTextAsync(accounts);
        var spool = Path.Combine(served.Folder.RootOf("mta1"), "opt/zimbra/data/postfix/spool/practice-queue");
        await File.WriteAllTextAsync(accounts, whole[..(whole.Length / 2)]);
        await File.WriteAllTextAsync(Path.Combine(spool, "BROKEN"), "1 2 me@example.net user002@example.co.id why\n\nx");

        // Two changes of a service are seen in two looks, so the queue was looked at with half a file in between.
        var memcached = served.At("proxy1").EndPoint(11211);
        served.Service("proxy1", "memcached", runs: false);
        await ServedCluster.Until(async () => !await Talk.ListensAsync(memcached));
        served.Service("proxy1", "memcached", runs: true);
        await ServedCluster.Until(() => Talk.ListensAsync(memcached));
        await File.WriteAllTextAsync(accounts, whole);
        await ServedCluster.Until(() => Directory.GetFiles(spool).Length == 0);
        await StillServesAsync();
    }

    private async Task StillServesAsync()
    {
        using var talk = await Talk.ToAsync(served.At("mbs1").EndPoint(7143));
        await talk.SayAsync("a LOGOUT");
        Assert.Contains("a OK", await talk.HearUntilAsync("a OK"), StringComparison.Ordinal);
    }
}
