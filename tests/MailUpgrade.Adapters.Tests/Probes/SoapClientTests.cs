using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Probes.Zimbra;
using MailUpgrade.Adapters.Tests.Practice;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Probes;

public sealed class SoapClientTests(ServedCluster served) : IClassFixture<ServedCluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("NoSuchRequest", "service.UNKNOWN_DOCUMENT", true)]
    [InlineData("GetQuotaUsageRequest", "service.AUTH_REQUIRED", false)]
    public async Task What_is_not_known_or_not_allowed_is_a_fault_with_its_code(string request, string code, bool right)
    {
        using var soap = new SoapClient(served.Access, 7071, 8080, Limit);
        var store = served.Test.Host("mbs1");
        var token = right ? await soap.LoginAsync(store, CancellationToken.None) : "0_00_00";
        var fault = await Assert.ThrowsAsync<MailFaultException>(() => soap.AdminAsync(store, token, request, [], CancellationToken.None));
        Assert.Equal(code, fault.Code);
    }

    [Fact]
    public async Task A_store_that_is_down_is_unreachable_and_not_a_fault()
    {
        using var soap = new SoapClient(served.Access, 7071, 8080, Limit);
        var nobody = served.Test.Host("mbs1") with { Name = "mta1" };
        await Assert.ThrowsAsync<HostUnreachableException>(() => soap.LoginAsync(nobody, CancellationToken.None));
    }
}
