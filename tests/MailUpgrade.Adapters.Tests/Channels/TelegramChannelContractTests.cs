using MailUpgrade.Adapters.Tests.Telegram;

namespace MailUpgrade.Adapters.Tests.Channels;

/// <summary>Telegram as a channel, against a strict Bot API server.</summary>
public sealed class TelegramChannelContractTests : ChannelContract
{
    protected override async Task<ChannelUnderTest> CreateAsync() => await TelegramUnderTest.StartAsync();
}
