using System.Text;
using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Teams;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>A token that holds is not enough: tenant, channel, recipient and address must be ours.</summary>
public sealed class ActivityGateTests
{
    [Theory]
    [InlineData("channelId", "skype", 401)]
    [InlineData("serviceUrl", "https://evil.example.com/", 403)]
    [InlineData("serviceUrl", "http://smba.trafficmanager.net/apac/", 403)]
    [InlineData("serviceUrl", "https://smba.trafficmanager.net.evil.example.com/", 403)]
    [InlineData("serviceUrl", "https://user@smba.trafficmanager.net/", 403)]
    [InlineData("serviceUrl", "https://smba.trafficmanager.net:8443/", 403)]
    [InlineData("serviceUrl", "http://127.0.0.1:3978/", 403)]
    [InlineData("serviceUrl", "not an address", 403)]
    [InlineData("serviceUrl", "", 401)]
    public async Task A_foreign_place_is_refused(string field, string value, int status)
    {
        await using var t = new TeamsUnderTest();
        await RefusedAsync(t, TeamsUnderTest.With(t.Message("executor", "/go"), (field, value)), status);
    }

    [Theory]
    [InlineData("channelData", """{"tenant":{"id":"bbbbbbbb-0000-0000-0000-000000000002"}}""")]
    [InlineData("channelData", "{}")]
    [InlineData("channelData", "\"text\"")]
    [InlineData("conversation", """{"id":"19:night@thread.v2","tenantId":"bbbbbbbb-0000-0000-0000-000000000002"}""")]
    [InlineData("recipient", """{"id":"28:99999999-2222-3333-4444-555555555555"}""")]
    [InlineData("recipient", "{}")]
    public async Task Another_tenant_or_another_bot_is_refused(string field, string json)
    {
        await using var t = new TeamsUnderTest();
        await RefusedAsync(t, TeamsUnderTest.With(t.Message("executor", "/go"), (field, JsonNode.Parse(json))), 403);
    }

    [Fact]
    public async Task Another_tenant_is_refused_also_where_all_of_the_activity_agrees()
    {
        await using var t = new TeamsUnderTest();
        var other = new JsonObject { ["tenant"] = new JsonObject { ["id"] = "bbbbbbbb-0000-0000-0000-000000000002" } };
        var bare = new JsonObject { ["id"] = TeamsUnderTest.Group, ["conversationType"] = "groupChat" };
        await RefusedAsync(t, TeamsUnderTest.With(t.Message("executor", "/go"), ("channelData", other), ("conversation", bare)), 403);
    }

    [Fact]
    public async Task Without_the_setting_nobody_is_heard_unsigned_not_even_this_machine()
    {
        await using var t = new TeamsUnderTest();
        Assert.Equal(401, (await t.ReceiveAsync(Bytes(Local(t)), null, loopback: true)).Status);
    }

    [Theory]
    [InlineData(true, "http://127.0.0.1:56150/_connector", 200)]
    [InlineData(false, "http://127.0.0.1:56150/_connector", 401)]
    [InlineData(true, "https://smba.trafficmanager.net/apac/", 403)]
    public async Task Unsigned_is_heard_in_development_from_this_machine_about_this_machine(bool loopback, string service, int status)
    {
        await using var t = Development();
        Assert.Equal(status, (await t.ReceiveAsync(Bytes(TeamsUnderTest.With(Local(t), ("serviceUrl", service))), null, loopback)).Status);
    }

    [Fact]
    public async Task In_development_a_token_that_is_shown_must_hold()
    {
        await using var t = Development();
        Assert.Equal(401, (await t.ReceiveAsync(Bytes(Local(t)), "Bearer x.y.z", loopback: true)).Status);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/apac", "https://smba.trafficmanager.net/", true)]
    [InlineData("https://smba.trafficmanager.net/apac", "https://smba.trafficmanager.net/apac/", true)]
    [InlineData("https://smba.trafficmanager.net/apacx", "https://smba.trafficmanager.net/apac/", false)]
    [InlineData("https://smba.trafficmanager.net/apac?x=1", "https://smba.trafficmanager.net/", false)]
    [InlineData("http://127.0.0.1:1/", "http://127.0.0.1:1/", true)]
    [InlineData("http://127.0.0.1:2/", "http://127.0.0.1:1/", false)]
    [InlineData("http://10.0.0.1:1/", "http://10.0.0.1:1/", false)]
    [InlineData("ftp://127.0.0.1:1/", "ftp://127.0.0.1:1/", false)]
    public void An_address_is_allowed_by_scheme_host_port_and_whole_segments(string service, string listed, bool allowed) =>
        Assert.Equal(allowed, (TeamsUnderTest.Settings with { AllowedServiceUrls = [new Uri(listed)] }).Allows(new Uri(service)));

    private static TeamsUnderTest Development() => new(settings: s => s with
    {
        AllowUnsignedOnLoopback = true,
        AllowedServiceUrls = [new Uri("http://127.0.0.1:56150/"), new Uri("https://smba.trafficmanager.net/")],
    });

    private static JsonObject Local(TeamsUnderTest t) => TeamsUnderTest.With(t.Message("executor", "/go"), ("serviceUrl", "http://127.0.0.1:56150/_connector"));

    private static byte[] Bytes(JsonObject activity) => Encoding.UTF8.GetBytes(activity.ToJsonString());

    private static async Task RefusedAsync(TeamsUnderTest t, JsonObject activity, int status)
    {
        Assert.True(await t.ReceiveAsync(activity) is { Body: null } answer && answer.Status == status);
        await t.TypeAsync("executor", "/status");
        Assert.Equal("/status", Assert.Single(await t.HeardAsync(1)).Text);
    }
}
