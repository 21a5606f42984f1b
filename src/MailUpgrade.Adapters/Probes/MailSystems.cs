using MailUpgrade.Adapters.Probes.Standard;
using MailUpgrade.Adapters.Probes.Wire;
using MailUpgrade.Adapters.Probes.Zimbra;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>The sets of probes by their names in a pack.</summary>
public static class MailSystems
{
    /// <summary>The set that the pack names.</summary>
    /// <exception cref="InvalidOperationException">There is no such set, or it cannot work on this fleet.</exception>
    public static IMailSystem Of(SampleJob job, MailAccess access, WireLimits limits) => job.Knowledge.Probes switch
    {
        "zimbra" => new ZimbraSystem(job, access, limits),
        "imap" => new StandardSystem(job, access, limits),
        var other => throw new InvalidOperationException($"Pack {job.Pack.Id} wants the probes '{other}': there are zimbra and imap."),
    };
}
