using MailUpgrade.Adapters.Tests.Channels;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>Teams as a channel, in a group chat.</summary>
public sealed class TeamsChannelContractTests : ChannelContract
{
    protected override async Task<ChannelUnderTest> CreateAsync()
    {
        var teams = new TeamsUnderTest();
        await teams.MeetAsync();
        return teams;
    }
}
