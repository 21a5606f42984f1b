using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Zimbra;
using MailUpgrade.Adapters.Tests.Probes.Wire;
using MailUpgrade.Core.Plans;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes;

/// <summary>Messages as zm-mailbox, store/docs/soap.txt has them, byte for byte on the wire.</summary>
public sealed class SoapVectorTests
{
    private const string Token = """{"Header":{"context":{"_jsns":"urn:zimbra"}},"Body":{"AuthResponse":{"authToken":[{"_content":"0_ab"}],"lifetime":172800000,"skin":[{"_content":"harmony"}],"_jsns":"urn:zimbraAdmin"}},"_jsns":"urn:zimbraSoap"}""";
    private const string Folders = """{"Body":{"GetFolderResponse":{"folder":[{"id":"1","name":"USER_ROOT"}],"_jsns":"urn:zimbraMail"}},"_jsns":"urn:zimbraSoap"}""";
    private const string Fault = """{"Body":{"Fault":{"Code":{"Value":"soap:Sender"},"Reason":{"Text":"authentication failed for [u@d]"},"Detail":{"Error":{"Code":"account.AUTH_FAILED","Trace":"btpool","_jsns":"urn:zimbra"}}}},"_jsns":"urn:zimbraSoap"}""";

    [Fact]
    public async Task A_login_is_asked_as_documented_and_the_token_goes_as_header_and_cookie()
    {
        var asked = new List<(string Head, JsonNode Body)>();
        await using var server = new HostileServer(async (stream, ct) =>
        {
            var answers = new Queue<string>([Token, Folders]);
            while (await ReadAsync(stream, ct) is { } request)
            {
                asked.Add((request.Head, JsonNode.Parse(request.Body)!));
                await stream.WriteAsync(Answer(200, answers.Dequeue()), ct);
            }
        });
        using var soap = Client(server);
        var host = new FleetHost("mbs1", "127.0.0.1", "near", ["mailbox"], []);
        var token = await soap.LoginAsync(host, CancellationToken.None);
        Assert.Equal("0_ab", token);
        await soap.MailAsync(host, token, "GetFolderRequest", [], CancellationToken.None);
        Assert.Equal(
            """{"Header":{"context":{"_jsns":"urn:zimbra","userAgent":{"name":"mailupgrade","version":"1"}}},"Body":{"AuthRequest":{"name":"admin@d","password":"s3cret","_jsns":"urn:zimbraAdmin"}}}""",
            asked[0].Body.ToJsonString());
        Assert.StartsWith("POST /service/admin/soap HTTP/1.1", asked[0].Head, StringComparison.Ordinal);
        Assert.StartsWith("POST /service/soap HTTP/1.1", asked[1].Head, StringComparison.Ordinal);
        Assert.Equal("0_ab", asked[1].Body["Header"]!["context"]!["authToken"]!.ToString());
        Assert.Contains("Cookie: ZM_AUTH_TOKEN=0_ab", asked[1].Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_comes_with_http_500_and_its_code()
    {
        await using var server = new HostileServer(async (stream, ct) =>
        {
            await ReadAsync(stream, ct);
            await stream.WriteAsync(Answer(500, Fault), ct);
        });
        using var soap = Client(server);
        var fault = await Assert.ThrowsAsync<MailFaultException>(() => soap.LoginAsync(new FleetHost("mbs1", "127.0.0.1", "near", ["mailbox"], []), CancellationToken.None));
        Assert.Equal("account.AUTH_FAILED", fault.Code);
    }

    private static SoapClient Client(HostileServer server) => new(
        new MailAccess { Admin = "admin@d", AdminPassword = "s3cret", Source = null, EndPoint = (_, _) => server.Target.At }, 7071, 8443, TimeSpan.FromSeconds(20));

    private static byte[] Answer(int status, string json) => Encoding.UTF8.GetBytes($"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    private static async Task<(string Head, string Body)?> ReadAsync(System.Net.Sockets.NetworkStream stream, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, ct);
            if (read == 0)
            {
                return null;
            }
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var all = text.ToString();
            var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end > 0 && all.Length - end - 4 >= int.Parse(all[(all.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) + 16)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture))
            {
                return (all[..end], all[(end + 4)..]);
            }
        }
    }
}
