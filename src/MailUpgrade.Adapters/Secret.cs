namespace MailUpgrade.Adapters;

/// <summary>A text that is never printed.</summary>
/// <param name="value">The secret itself.</param>
public sealed class Secret(string value)
{
    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => value.Length == 0;

    /// <summary>The secret itself, for the one call that needs it.</summary>
    public string Reveal() => value;

    /// <summary>Three stars.</summary>
    public override string ToString() => "***";
}
