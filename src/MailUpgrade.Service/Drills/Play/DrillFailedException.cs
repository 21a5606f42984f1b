namespace MailUpgrade.Service.Drills.Play;

/// <summary>The drill did not go as its file says. The message says what was awaited and what was true instead.</summary>
public sealed class DrillFailedException(string message) : Exception(message);
