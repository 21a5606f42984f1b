namespace MailUpgrade.Adapters.Teams.Outbound;

/// <summary>What to do about a call that was not taken.</summary>
public enum ConnectorFault
{
    /// <summary>Wait, then make the same call again: 408, 412, 429, 502, 503, 504, no connection, no answer in time, no token.</summary>
    Down,

    /// <summary>Write nothing there until somebody is back: 403.</summary>
    Stopped,

    /// <summary>What was to be changed is not there any more: 404, 410.</summary>
    Gone,

    /// <summary>The same call would fail again, or may have done its work: 500 and the rest.</summary>
    Refused,
}

/// <summary>A call to the Bot Connector that was not taken.</summary>
public sealed class ConnectorFaultException(ConnectorFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do.</summary>
    public ConnectorFault Fault { get; } = fault;

    /// <summary>How long the service asks to be left alone, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
