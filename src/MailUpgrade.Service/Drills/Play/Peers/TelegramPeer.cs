using System.Globalization;
using MailUpgrade.Core.Plans;
using MailUpgrade.Practice.Telegram;

namespace MailUpgrade.Service.Drills.Play.Peers;

/// <summary>A strict Bot API server as the Telegram of a drill, in the drill's own process: everybody of the team is in one group.</summary>
internal sealed class TelegramPeer : IDrillPeer
{
    /// <summary>Name in a drill.</summary>
    public const string Channel = "telegram";

    private const long Group = -1002018122900;

    // Wire clock: from a line to its answer.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private readonly BotServer server;
    private readonly Dictionary<string, long> people;

    private TelegramPeer(BotServer server, Dictionary<string, long> people)
    {
        (this.server, this.people) = (server, people);
        Settings = new Dictionary<string, string>
        {
            ["Telegram__Token"] = server.Token,
            ["Telegram__ApiBase"] = server.Url.GetLeftPart(UriPartial.Authority),
            ["Telegram__Chats__0"] = Group.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Starts the server.</summary>
    /// <param name="team">Who has an identity there is in the group.</param>
    /// <param name="isDown">The server answers nobody while this holds.</param>
    public static async Task<TelegramPeer> StartAsync(Team team, Func<bool> isDown)
    {
        var server = await BotServer.StartAsync(TimeProvider.System);
        server.IsDown = isDown;
        server.World.AddGroup(Group, "Upgrade night");
        var people = new Dictionary<string, long>();
        foreach (var person in team.People)
        {
            if (person.Identities.TryGetValue(Channel, out var identity) && long.TryParse(identity, CultureInfo.InvariantCulture, out var id))
            {
                people[person.Id] = id;
                server.World.AddUser(id, person.Name);
            }
        }
        return new TelegramPeer(server, people);
    }

    /// <inheritdoc/>
    public Task MeetAsync(CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<string?> SayAsync(string person, string text, CancellationToken ct)
    {
        var id = server.World.Say(UserOf(person), Group, text);
        return text.StartsWith('/') ? await UntilAsync(() => OfTheBot.FirstOrDefault(m => m.ReplyTo == id)?.Text, ct) : "";
    }

    /// <inheritdoc/>
    public async Task<string?> PressAsync(string person, string? firstLine, string? label, CancellationToken ct)
    {
        BotMessage? Wanted() => OfTheBot.LastOrDefault(m =>
            (firstLine is null ? m.ReplyTo is not null : firstLine.Length == 0 || m.Text.Split('\n')[0] == firstLine) && m.Buttons.Any(b => label is null || b.Label == label));
        if (await UntilAsync(Wanted, ct) is not { } message)
        {
            return null;
        }
        var press = server.World.Press(UserOf(person), Group, message.Id, message.Buttons.First(b => label is null || b.Label == label).Data);
        return await UntilAsync(() => server.World.AnswerOf(press), ct);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private IEnumerable<BotMessage> OfTheBot => server.World.Messages.Where(m => m is { From: BotWorld.BotId, Chat: Group });

    private long UserOf(string person) =>
        people.TryGetValue(person, out var id) ? id : throw new DrillFailedException($"{person} has no telegram id in team.yaml");

    private async Task<T?> UntilAsync<T>(Func<T?> find, CancellationToken ct)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(AnswerLimit);
        T? found = null;
        try
        {
            await server.World.UntilAsync(() => (found = find()) is not null, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // None came in time.
        }
        return found;
    }
}
