namespace MailUpgrade.Adapters.Probes;

/// <summary>A mail system that probe mail can be sent through.</summary>
public interface IFlowSystem
{
    /// <summary>Where and as whom.</summary>
    MailAccess Access { get; }
}
