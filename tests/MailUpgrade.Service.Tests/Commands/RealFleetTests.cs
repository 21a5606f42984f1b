using MailUpgrade.Adapters.Files;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Service.Tests.Commands;

public sealed class RealFleetTests
{
    private static readonly ConfigFolder Config = new(Path.Combine(RepositoryRoot.Path, "config"));
    private static readonly Plan Plan = Config.Plan("zimbra-8.7.1-to-8.8.10").Required();
    private static readonly Pack Zimbra = Config.Pack("zimbra").Required();

    [Fact]
    public void A_fleet_of_somebodys_own_is_told_everything_that_it_lacks_at_once()
    {
        var lacks = RealFleet.Lacks(Plan, Config.Fleet("practice").Required() with { Kind = FleetKind.Production }, Zimbra);
        Assert.Contains(lacks, l => l.Contains("mail: { admin: LOGIN, password: file:/PATH }", StringComparison.Ordinal));
        Assert.Contains(lacks, l => l.Contains("the provider 'directory' is for simulated and lab hosts", StringComparison.Ordinal));
    }

    [Fact]
    public void With_a_login_by_file_and_providers_of_its_own_the_shipped_plan_is_taken()
    {
        var secret = Path.GetTempFileName();
        try
        {
            var mail = new MailSettings { Admin = "admin@example.co.id", PasswordFile = secret };
            var fleet = Config.Fleet("practice").Required() with { Kind = FleetKind.Production, SnapshotProvider = "vcenter", BackupProvider = "ours", Mail = mail };
            Assert.Empty(RealFleet.Lacks(Plan, fleet, Zimbra));
            Assert.Contains("cannot be read", Assert.Single(RealFleet.Lacks(Plan, fleet with { Mail = mail with { PasswordFile = "/nowhere/secret" } }, Zimbra)), StringComparison.Ordinal);
            Assert.Contains("'sampling'", Assert.Single(RealFleet.Lacks(Plan, fleet, Zimbra with { Sampling = null })), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(secret);
        }
    }
}
