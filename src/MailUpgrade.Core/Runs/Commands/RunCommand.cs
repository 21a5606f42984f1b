namespace MailUpgrade.Core.Runs.Commands;

/// <summary>Something asked of a run. The id makes it once: the same id again gets the same answer.</summary>
/// <param name="Id"><c>channel:messageId</c> for people, made from what it is for in timers and the engine.</param>
/// <param name="Actor">Person id or <c>bot</c>.</param>
/// <param name="Channel">Channel name or <c>-</c>.</param>
public abstract record RunCommand(string Id, string Actor, string Channel)
{
    /// <summary>Actor of timers and of the engine.</summary>
    public const string Bot = "bot";

    /// <summary>Channel where there is none.</summary>
    public const string NoChannel = "-";
}

/// <summary>What a person asks.</summary>
/// <param name="Id">Message id with its channel.</param>
/// <param name="Actor">Person id.</param>
/// <param name="Channel">Channel name.</param>
/// <param name="Word">Command word without slash.</param>
/// <param name="Seen">What the person saw where a button was pressed; null when typed.</param>
public abstract record PersonCommand(string Id, string Actor, string Channel, string Word, SeenState? Seen)
    : RunCommand(Id, Actor, Channel);

/// <summary>What a pressed button showed.</summary>
public sealed record SeenState(string Run, string PlanHash, long Seq);
