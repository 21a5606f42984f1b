namespace MailUpgrade.Service.Drills.Play.Peers;

/// <summary>The other end of a channel beside the page: where people of a drill type and press, and read what the bot answers.</summary>
internal interface IDrillPeer : IAsyncDisposable
{
    /// <summary>Settings with which the service uses this peer, in their environment form.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The service is up for the first time.</summary>
    Task MeetAsync(CancellationToken ct);

    /// <summary>A person types a line.</summary>
    /// <returns>The bot's answer; null where none came in time.</returns>
    Task<string?> SayAsync(string person, string text, CancellationToken ct);

    /// <summary>A person presses a button that they see.</summary>
    /// <param name="person">Who.</param>
    /// <param name="firstLine">First line of the message as the page shows it; empty for any with such a button; null for the newest answer that can be pressed.</param>
    /// <param name="label">What the button shows; null with <paramref name="firstLine"/>.</param>
    /// <param name="ct">Of the drill.</param>
    /// <returns>The bot's answer; null where no such button is there or none came in time.</returns>
    Task<string?> PressAsync(string person, string? firstLine, string? label, CancellationToken ct);
}
