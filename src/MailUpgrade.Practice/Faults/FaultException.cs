namespace MailUpgrade.Practice.Faults;

/// <summary>A fault that cannot be set or cleared; the message says what to write.</summary>
public sealed class FaultException(string message) : Exception(message);
