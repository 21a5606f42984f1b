namespace MailUpgrade.Practice.Mail.Soap;

/// <summary>An answer that is a fault, with Zimbra's code.</summary>
internal sealed class SoapFaultException(string code, string reason) : Exception(reason)
{
    public string Code => code;

    public static SoapFaultException AuthRequired() => new("service.AUTH_REQUIRED", "no valid authtoken present");

    public static SoapFaultException AuthFailed(string name) => new("account.AUTH_FAILED", $"authentication failed for [{name}]");

    public static SoapFaultException ProxyError(string host) => new("service.PROXY_ERROR", $"error while proxying request to target server: {host}");

    public static SoapFaultException Invalid(string what) => new("service.INVALID_REQUEST", $"invalid request: {what}");
}
