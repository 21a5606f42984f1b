using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Zimbra;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

public sealed class MailServiceTests(ServedCluster served) : IClassFixture<ServedCluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Soap_and_imap_count_the_same_in_every_folder_of_every_account()
    {
        using var soap = new SoapClient(served.Access, 7071, 8080, Limit);
        var imap = new FoldersOverImap(served.Access, Limit);
        var store = served.Test.Host("mbs1");
        var admin = await soap.LoginAsync(store, CancellationToken.None);
        var quota = await soap.AdminAsync(store, admin, "GetQuotaUsageRequest", new JsonObject { ["allServers"] = "1" }, CancellationToken.None);
        var accounts = quota["account"]!.AsArray();
        Assert.Equal(60, accounts.Count);
        foreach (var account in accounts)
        {
            var address = account!["name"]!.ToString();
            var token = await soap.DelegateAsync(store, admin, address, CancellationToken.None);
            var tree = await soap.MailAsync(store, token, "GetFolderRequest", [], CancellationToken.None);
            var folders = Flat(tree["folder"]![0]!, string.Empty).Where(f => f.View == "message").ToList();
            var over = await imap.ReadAsync(store, address, CancellationToken.None);
            Assert.Equal(folders.ToDictionary(f => f.Path, f => f.Count), over.ToDictionary(f => f.Key, f => f.Value.Messages));
            Assert.Equal(account["used"]!.GetValue<long>(), folders.Sum(f => f.Size));
        }
    }

    [Fact]
    public async Task A_message_has_the_bytes_that_both_protocols_say_it_has()
    {
        using var soap = new SoapClient(served.Access, 7071, 8080, Limit);
        var store = served.Test.Host("mbs1");
        var admin = await soap.LoginAsync(store, CancellationToken.None);
        var token = await soap.DelegateAsync(store, admin, "user001@example.co.id", CancellationToken.None);
        var found = await soap.MailAsync(store, token, "SearchRequest", new JsonObject { ["sortBy"] = "dateAsc", ["limit"] = "3", ["query"] = "in:\"Inbox\"" }, CancellationToken.None);
        foreach (var message in found["m"]!.AsArray())
        {
            var id = message!["id"]!.ToString();
            var size = message["s"]!.GetValue<int>();
            var raw = await soap.MailAsync(store, token, "GetMsgRequest", new JsonObject { ["m"] = new JsonObject { ["id"] = id, ["raw"] = "1" } }, CancellationToken.None);
            var text = raw["m"]![0]!["content"]!["_content"]!.ToString();
            Assert.Equal(size, text.Length);

            using var talk = await Talk.ToAsync(served.At("mbs1").EndPoint(7143));
            await talk.SayAsync($"a LOGIN user001@example.co.id {served.Logins.UserPassword}");
            await talk.SayAsync("b EXAMINE INBOX");
            Assert.Contains("UIDVALIDITY", await talk.HearUntilAsync("b OK"), StringComparison.Ordinal);
            await talk.SayAsync($"c UID FETCH {id} (RFC822.SIZE BODY.PEEK[])");
            var answer = await talk.HearUntilAsync("c OK");
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"UID {id} RFC822.SIZE {size} BODY[] {{{size}}}"), answer, StringComparison.Ordinal);
            Assert.Contains(text.Replace("\r\n", "\n", StringComparison.Ordinal), answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Mail_that_comes_in_is_in_the_inbox_and_a_restored_folder_brings_back_what_was()
    {
        var store = served.Folder.RootOf("mbs6");
        var before = await InboxAsync("user003@example.co.id");
        Copy(store, store + ".snapshot");
        await SendAsync("user003@example.co.id", "hello");
        await ServedCluster.Until(async () => await InboxAsync("user003@example.co.id") == before + 1);

        Directory.Delete(store, recursive: true);
        await ServedCluster.Until(async () => !await Talk.ListensAsync(served.At("mbs6").EndPoint(7143)));
        Copy(store + ".snapshot", store);
        await ServedCluster.Until(async () => await Talk.ListensAsync(served.At("mbs6").EndPoint(7143)) && await InboxAsync("user003@example.co.id") == before);
    }

    [Fact]
    public async Task Mail_for_a_store_that_is_down_waits_in_the_queue_and_is_delivered_later()
    {
        var before = await InboxAsync("user002@example.co.id");
        served.Service("mbs4", "mailbox", runs: false);
        await ServedCluster.Until(async () => !await Talk.ListensAsync(served.At("mbs4").EndPoint(7025)));
        await SendAsync("user002@example.co.id", "later");
        var spool = Path.Combine(served.Folder.RootOf("mta1"), "opt/zimbra/data/postfix/spool/practice-queue");
        var line = File.ReadLines(Assert.Single(Directory.GetFiles(spool))).First();
        Assert.Matches("^[0-9]+ [0-9]+ me@example.net user002@example.co.id ", line);
        served.Service("mbs4", "mailbox", runs: true);
        await ServedCluster.Until(() => Directory.GetFiles(spool).Length == 0);
        Assert.Equal(before + 1, await InboxAsync("user002@example.co.id"));
    }

    [Theory]
    [InlineData("mta1", 25, "mta")]
    [InlineData("proxy1", 143, "proxy")]
    [InlineData("proxy1", 11211, "memcached")]
    [InlineData("ldap1", 389, "ldap")]
    public async Task A_port_is_open_exactly_while_its_service_runs(string host, int port, string service)
    {
        var at = served.At(host).EndPoint(port);
        Assert.True(await Talk.ListensAsync(at));
        using var open = await Talk.ToAsync(at);
        served.Service(host, service, runs: false);
        try
        {
            await ServedCluster.Until(async () => !await Talk.ListensAsync(at));
            Assert.EndsWith("<end>", await open.HearUntilAsync("never"), StringComparison.Ordinal);
        }
        finally
        {
            served.Service(host, service, runs: true);
        }

        await ServedCluster.Until(async () => await Talk.ListensAsync(at));
    }

    [Fact]
    public async Task Closed_doors_refuse_everybody_but_testers_and_the_cluster()
    {
        var rules = Path.Combine(served.Folder.RootOf("proxy1"), "etc/practice-firewall.rules");
        var at = served.At("proxy1").EndPoint(143);
        var tester = IPAddress.Parse(served.Fleet.Testers[0]);
        await File.WriteAllLinesAsync(
            rules,
            ["-N MAILUPGRADE", "-A INPUT -j MAILUPGRADE", $"-A MAILUPGRADE -s {served.Test.Host("mbs1").Address}/32 -j ACCEPT", $"-A MAILUPGRADE -s {tester}/32 -j ACCEPT", $"-A MAILUPGRADE -p tcp -m multiport --dports 99,{at.Port} -j REJECT --reject-with tcp-reset"]);
        try
        {
            using var outside = await Talk.ToAsync(at);
            Assert.Null(await outside.HearAsync());
            using var inside = await Talk.ToAsync(at, tester);
            Assert.StartsWith("* OK", await inside.HearAsync(), StringComparison.Ordinal);
            using var cluster = await Talk.ToAsync(at, IPAddress.Parse(served.Test.Host("mbs1").Address));
            Assert.StartsWith("* OK", await cluster.HearAsync(), StringComparison.Ordinal);
            using var web = await Talk.ToAsync(served.At("proxy1").EndPoint(80));
            await web.SayAsync("GET / HTTP/1.1\r\nHost: x\r\n");
            Assert.StartsWith("HTTP/1.1 200", await web.HearAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await File.WriteAllTextAsync(rules, string.Empty);
        }
    }

    [Fact]
    public async Task The_proxy_says_502_while_no_store_is_up_or_its_routes_are_stale()
    {
        served.Faults.Set("proxy-502", "proxy1", new Dictionary<string, string>());
        using (var web = await Talk.ToAsync(served.At("proxy1").EndPoint(443)))
        {
            await web.SayAsync("GET / HTTP/1.1\r\nHost: x\r\n");
            Assert.StartsWith("HTTP/1.1 502", await web.HearAsync(), StringComparison.Ordinal);
        }

        served.Faults.Clear("proxy-502", "proxy1");
        using var again = await Talk.ToAsync(served.At("proxy1").EndPoint(443));
        await again.SayAsync("GET / HTTP/1.1\r\nHost: x\r\n");
        Assert.StartsWith("HTTP/1.1 200", await again.HearAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blobs_of_an_object_store_cannot_be_read_without_plugin_or_ng()
    {
        using var soap = new SoapClient(served.Access, 7071, 8080, Limit);
        var store = served.Test.Host("mbs6");
        var admin = await soap.LoginAsync(store, CancellationToken.None);
        var (address, item) = await OnVolumeAsync(soap, store, admin, "4");
        var token = await soap.DelegateAsync(store, admin, address, CancellationToken.None);
        Task<JsonObject> Read() => soap.MailAsync(store, token, "GetMsgRequest", new JsonObject { ["m"] = new JsonObject { ["id"] = item } }, CancellationToken.None);
        Assert.NotNull((await Read())["m"]);
        var jar = Path.Combine(served.Folder.RootOf("mbs6"), "opt/zimbra/lib/ext/zextras/zextras.jar");
        File.Delete(jar);
        Assert.Equal("mail.NO_SUCH_BLOB", (await Assert.ThrowsAsync<MailFaultException>(Read)).Code);
        var packages = Path.Combine(served.Folder.RootOf("mbs6"), "var/lib/dpkg/practice-packages");
        var installed = await File.ReadAllTextAsync(packages);
        await File.AppendAllTextAsync(packages, "zimbra-network-modules-ng 2.0.7\n");
        Assert.NotNull((await Read())["m"]);
        await File.WriteAllTextAsync(packages, installed);
        await File.WriteAllTextAsync(jar, string.Empty);
    }

    private static IEnumerable<(string Path, int Count, long Size, string View)> Flat(JsonNode parent, string above)
    {
        foreach (var child in parent["folder"]?.AsArray() ?? [])
        {
            var path = above + child!["name"];
            yield return (path, child["n"]!.GetValue<int>(), child["s"]!.GetValue<long>(), child["view"]!.ToString());
            foreach (var below in Flat(child, path + "/"))
            {
                yield return below;
            }
        }
    }

    private static async Task<(string Address, string Item)> OnVolumeAsync(SoapClient soap, Core.Plans.FleetHost store, string admin, string volume)
    {
        var list = await soap.AdminAsync(store, admin, "GetQuotaUsageRequest", [], CancellationToken.None);
        foreach (var account in list["account"]!.AsArray())
        {
            var box = await soap.AdminAsync(store, admin, "GetMailboxRequest", new JsonObject { ["mbox"] = new JsonObject { ["id"] = account!["id"]!.ToString() } }, CancellationToken.None);
            var blobs = await soap.AdminAsync(
                store,
                admin,
                "CheckBlobConsistencyRequest",
                new JsonObject { ["reportUsedBlobs"] = "1", ["volume"] = new JsonObject { ["id"] = volume }, ["mbox"] = new JsonObject { ["id"] = box["mbox"]![0]!["mbxid"]!.ToString() } },
                CancellationToken.None);
            if (blobs["mbox"]![0]!["usedBlobs"]![0]!["item"]!.AsArray() is { Count: > 0 } items)
            {
                return (account["name"]!.ToString(), items[0]!["id"]!.ToString());
            }
        }

        throw new InvalidOperationException("no blob there");
    }

    private async Task<int> InboxAsync(string address)
    {
        try
        {
            return (await new FoldersOverImap(served.Access, Limit).ReadAsync(served.Test.Host("mbs1"), address, CancellationToken.None))["Inbox"].Messages;
        }
        catch (MailFaultException)
        {
            return -1;
        }
    }

    private async Task SendAsync(string to, string subject)
    {
        using var talk = await Talk.ToAsync(served.At("mta1").EndPoint(25));
        Assert.StartsWith("220 ", await talk.HearAsync(), StringComparison.Ordinal);
        foreach (var (line, answer) in new[] { ("EHLO me", "250 "), ("MAIL FROM:<me@example.net>", "250 "), ($"RCPT TO:<{to}>", "250 "), ("DATA", "354 "), ($"Subject: {subject}\r\n\r\n..dot\r\n.", "250 "), ("QUIT", "221 ") })
        {
            await talk.SayAsync(line);
            Assert.Contains(answer, await talk.HearUntilAsync(answer), StringComparison.Ordinal);
        }
    }

    private static void Copy(string from, string to)
    {
        using var copy = System.Diagnostics.Process.Start("cp", ["-a", from, to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }
}
