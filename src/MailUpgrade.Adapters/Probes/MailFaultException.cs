namespace MailUpgrade.Adapters.Probes;

/// <summary>The mail service answered, and the answer is a fault: asking again will not change it.</summary>
/// <param name="code">As the service names it (<c>account.AUTH_FAILED</c>, <c>mail.NO_SUCH_BLOB</c>), <c>protocol: ...</c> where it does not keep to the protocol, or <c>no answer within N s</c>.</param>
public sealed class MailFaultException(string code) : Exception(code)
{
    /// <summary>Short and stable: stands in findings. Never a text that a server made up.</summary>
    public string Code => Message;
}
