using MailUpgrade.Core.Plans;

namespace MailUpgrade.Service.Drills.Play.Peers;

/// <summary>The peers of a drill's <c>channels:</c>.</summary>
internal static class DrillPeers
{
    /// <summary>Channels on which people of a drill can speak.</summary>
    public static IReadOnlyList<string> Known { get; } = ["web", TelegramPeer.Channel, PlaygroundPeer.Channel];

    /// <summary>What keeps a channel from being played here, or null.</summary>
    public static string? Missing(string channel) => channel switch
    {
        PlaygroundPeer.Channel when !File.Exists(PlaygroundPeer.Ready) => "the Teams peers are not up: run tests/teams/install and tests/teams/up (as root) first",
        _ => null,
    };

    /// <summary>Connects to every peer that is needed, by channel.</summary>
    /// <param name="channels">Of the people.</param>
    /// <param name="service">Where the service will listen.</param>
    /// <param name="team">People with their identities.</param>
    /// <param name="isDown">Whether a channel answers nobody just now.</param>
    /// <param name="ct">Of the drill.</param>
    public static async Task<IReadOnlyDictionary<string, IDrillPeer>> ConnectAsync(
        IEnumerable<string> channels, Uri service, Team team, Func<string, bool> isDown, CancellationToken ct)
    {
        var peers = new Dictionary<string, IDrillPeer>();
        foreach (var channel in channels.Distinct())
        {
            if (channel == PlaygroundPeer.Channel)
            {
                peers[channel] = await PlaygroundPeer.ConnectAsync(service, ct);
            }
            if (channel == TelegramPeer.Channel)
            {
                peers[channel] = await TelegramPeer.StartAsync(team, () => isDown(channel));
            }
        }
        return peers;
    }
}
