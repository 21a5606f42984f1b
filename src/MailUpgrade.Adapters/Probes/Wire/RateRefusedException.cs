namespace MailUpgrade.Adapters.Probes.Wire;

/// <summary>The server does not want to be asked so fast. It says nothing of the account: wait and ask again.</summary>
public sealed class RateRefusedException(string message) : Exception(message);
