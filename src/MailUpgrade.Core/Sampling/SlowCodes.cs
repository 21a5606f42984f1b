namespace MailUpgrade.Core.Sampling;

/// <summary>Codes that say nothing of the account: the server was busy, refused for rate, or did not answer in time.</summary>
public static class SlowCodes
{
    /// <summary>The server refused for rate.</summary>
    public const string Rate = "refused for rate";

    /// <summary>Begins the code of a time-out.</summary>
    public const string NoAnswer = "no answer within";

    /// <summary>Whether a code is one of these.</summary>
    public static bool IsSlow(string code) => code == Rate || code.StartsWith(NoAnswer, StringComparison.Ordinal);
}
