using MailUpgrade.Adapters.WebChat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Service.Drills;
using MailUpgrade.Service.Endpoints.Links;
using Microsoft.Extensions.FileProviders;

namespace MailUpgrade.Service.Endpoints;

/// <summary>What the page's endpoints stand on.</summary>
public sealed record WebChatSurface
{
    /// <summary>The room.</summary>
    public required WebChatChannel Channel { get; init; }

    /// <summary>Where lines and presses go. Somebody else runs it.</summary>
    public required InboundQueue Inbound { get; init; }

    /// <summary>Listener's own address, from <c>Web:Url</c>. Port 0 means whatever port it got.</summary>
    public required Uri Url { get; init; }

    /// <summary>Address that phones and proxies open, from <c>Web:PublicUrl</c>; null: the listener's own.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Links that were given out.</summary>
    public required BoardLinks Links { get; init; }

    /// <summary>Who pressed and said what from where.</summary>
    public required ILogger Audit { get; init; }

    /// <summary>Folder for <c>web.key</c>.</summary>
    public required string StateFolder { get; init; }

    /// <summary>What holds now; asked at every request.</summary>
    public required Func<WebSetting> Setting { get; init; }

    /// <summary>The board for a reader, as an object to be written as JSON.</summary>
    public required Func<PersonaContext, object> Board { get; init; }

    /// <summary>What is on record so far, in a language, as an object to be written as JSON.</summary>
    public required Func<string, CancellationToken, ValueTask<object>> Records { get; init; }

    /// <summary>The last lines of a step's output, redacted; empty where there is no such step.</summary>
    public required Func<string, CancellationToken, ValueTask<IReadOnlyList<string>>> StepLog { get; init; }

    /// <summary>Commands with whether they are legal now for a person.</summary>
    public required Func<Person?, IReadOnlyList<WebCommand>> Commands { get; init; }

    /// <summary>Raised when the board may look different. Messages and the clock need no raising.</summary>
    public required ChangeSignal BoardChanged { get; init; }

    /// <summary>Whether the journal can be read and the executor lives.</summary>
    public required Func<CancellationToken, ValueTask<Health>> Health { get; init; }

    /// <summary>Files of the page.</summary>
    public required IFileProvider Page { get; init; }

    /// <summary>One-time key of the drill that started this process, or null.</summary>
    public string? DrillKey { get; init; }

    /// <summary>Told by the drill; needed with a key.</summary>
    public DrillPresence? Drill { get; init; }

    /// <summary>Real time.</summary>
    public TimeProvider WireClock { get; init; } = TimeProvider.System;
}

/// <summary>What the endpoints must know of the run or, before there is one, of the settings.</summary>
/// <param name="Team">People.</param>
/// <param name="Fleet">What may be pretended.</param>
/// <param name="Mode"><c>practice rehearsal production shadow</c>.</param>
/// <param name="Language">Of the run's chat.</param>
/// <param name="Zone">Of the plan.</param>
public sealed record WebSetting(Team Team, FleetKind Fleet, string Mode, string Language, TimeZoneInfo Zone);

/// <summary>Who reads.</summary>
/// <param name="Me">Persona, or null for one who only watches.</param>
/// <param name="MayPick">A persona may be picked here.</param>
/// <param name="NeedsKey">Only with the drill's key.</param>
public sealed record PersonaContext(Person? Me, bool MayPick, bool NeedsKey)
{
    /// <summary>The screen on the wall: it sees the board and nothing that people wrote.</summary>
    public bool IsWall { get; init; }

    /// <summary>May say and press. Observers, the client and the wall only read by a link.</summary>
    public bool MaySpeak { get; init; } = true;
}

/// <summary>A command for the list over the input.</summary>
/// <param name="Name">With its slash.</param>
/// <param name="Text">What it does, one line.</param>
/// <param name="Legal">Possible now for this person.</param>
public sealed record WebCommand(string Name, string Text, bool Legal);

/// <summary>Answer of <c>/health</c>.</summary>
/// <param name="Ok">The journal can be read and the executor lives.</param>
/// <param name="Parts">Each part with its word.</param>
public sealed record Health(bool Ok, IReadOnlyDictionary<string, string> Parts);
