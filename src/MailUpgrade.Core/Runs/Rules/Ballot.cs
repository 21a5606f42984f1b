namespace MailUpgrade.Core.Runs.Rules;

/// <summary>A decision that needs more than one name, as one of them asks for it.</summary>
/// <param name="Key">The command line without its slash that the others say or press to mean the same: <c>skip upgrade-store/mbs3</c>.</param>
/// <param name="Quorum">Which of <see cref="Plans.Quorums"/>.</param>
/// <param name="Reason">What this person says why; may be empty.</param>
internal sealed record Ballot(string Key, string Quorum, string Reason)
{
    /// <summary>People whose name stands already by something else that they said: who said ready has asked for the permit.</summary>
    public IReadOnlyList<string> Already { get; init; } = [];

    /// <summary>Instead of the seats of the quorum: those of a gate.</summary>
    public IReadOnlyList<Plans.Seat>? Seats { get; init; }
}
