using Xunit;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>One cluster for all tests of a class: making one takes a second.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    public TestCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await TestCluster.CreateAsync();

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
