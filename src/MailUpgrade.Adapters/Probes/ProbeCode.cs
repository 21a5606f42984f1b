using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>A probe's end as a code.</summary>
internal static class ProbeCode
{
    /// <summary>"ok", the code of the fault, or <c>no connection</c>. A refusal for rate goes through: it says nothing.</summary>
    public static async Task<string> OfAsync(Func<Task> probe)
    {
        try
        {
            await probe();
            return AccountState.Ok;
        }
        catch (MailFaultException fault)
        {
            return fault.Code;
        }
        catch (HostUnreachableException)
        {
            return "no connection";
        }
    }
}
