namespace MailUpgrade.Service.Options;

/// <summary>Section <c>Escalation</c>: who is called when a decision waits.</summary>
public sealed record EscalationOptions
{
    /// <summary>Run clock from a question to the first call, and between calls. 00:01:00 to 02:00:00, or zero: nobody is called. Default five minutes.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The site's own ring command, run by <c>sh -c</c> as the last call; who and what stand in MAILUPGRADE_WHO and MAILUPGRADE_WHAT. Empty: none.</summary>
    public string Ring { get; init; } = "";
}
