using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Teams.Delivery;
using MailUpgrade.Adapters.Teams.Inbound;
using MailUpgrade.Adapters.Teams.Outbound;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using Microsoft.Extensions.Logging;

namespace MailUpgrade.Adapters.Teams;

/// <summary>What the channel stands on.</summary>
public sealed class TeamsParts : IDisposable
{
    private readonly HttpClient http;

    /// <param name="settings">Whom it believes.</param>
    /// <param name="database">Path of <c>teams.db</c>.</param>
    /// <param name="templates">How messages look.</param>
    /// <param name="team">People of the run.</param>
    /// <param name="bindings">Who an identity is.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="language">Of the run's chat.</param>
    /// <param name="wire">Wire clock.</param>
    /// <param name="log">Diagnostics.</param>
    /// <param name="handler">How it reaches the network; disposed with it.</param>
    public TeamsParts(
        TeamsSettings settings, string database, CardTemplates templates, Func<Team> team, Bindings bindings, Func<string> run, Func<string> language,
        TimeProvider wire, ILogger log, HttpMessageHandler? handler = null)
    {
        (Settings, Team, Bindings, Run, Language, Wire, Log) = (settings, team, bindings, run, language, wire, log);
        // No redirect is followed: a token must not travel on by somebody's wish.
        http = new HttpClient(new ResetConnections(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }))
        {
            Timeout = ConnectorClient.Patience,
            MaxResponseContentBufferSize = 1024 * 1024,
        };
        Identity = new TeamsIdentity(settings.TenantId);
        Keys = new SigningKeys(settings.OpenIdMetadata, http, wire, log);
        Access = new BotAccess(settings, http, wire);
        Gate = new ActivityGate(settings, new BotTokenCheck(settings, Keys, wire));
        Connector = new ConnectorClient(settings, Access, http, wire);
        Maker = new ActivityMaker(templates, isPrivate => new CardReader(language(), needed => isPrivate ? [] : Called(needed)));
        Store = new TeamsStore(database);
    }

    /// <summary>Whom it believes.</summary>
    public TeamsSettings Settings { get; }

    /// <summary>People of the run.</summary>
    public Func<Team> Team { get; }

    /// <summary>Who an identity is.</summary>
    public Bindings Bindings { get; }

    /// <summary>Id of the run.</summary>
    public Func<string> Run { get; }

    /// <summary>Language of the run's chat.</summary>
    public Func<string> Language { get; }

    /// <summary>Wire clock.</summary>
    public TimeProvider Wire { get; }

    /// <summary>Diagnostics.</summary>
    public ILogger Log { get; }

    /// <summary>Who is who.</summary>
    public TeamsIdentity Identity { get; }

    /// <summary>Keys of inbound tokens.</summary>
    public SigningKeys Keys { get; }

    /// <summary>The outbound token.</summary>
    public BotAccess Access { get; }

    /// <summary>Whom and what it hears.</summary>
    public ActivityGate Gate { get; }

    /// <summary>Calls to Teams.</summary>
    public ConnectorClient Connector { get; }

    /// <summary>Messages as activities.</summary>
    public ActivityMaker Maker { get; }

    /// <summary>Told of every message that was delivered: channel, conversation, key, id there. Must not throw.</summary>
    public Action<string, string, string, string> Receipt { get; init; } = (_, _, _, _) => { };

    /// <summary>What outlives a restart.</summary>
    public TeamsStore Store { get; }

    /// <summary>Identities of a person here, the newest first.</summary>
    public IReadOnlyList<string> IdentitiesOf(Person person) => Bindings.Of(person, TeamsChannel.ChannelName);

    /// <inheritdoc/>
    public void Dispose()
    {
        Store.Dispose();
        Keys.Dispose();
        Access.Dispose();
        http.Dispose();
    }

    private IReadOnlyList<CardPerson> Called(string needed)
    {
        var people = Team().Find(needed) is { } one ? [one] : Team().Holding(needed);
        return [.. people.Select(p => new CardPerson(p.Name, IdentitiesOf(p).Select(TeamsIdentity.ObjectIdOf).FirstOrDefault()))];
    }
}
