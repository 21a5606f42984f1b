namespace MailUpgrade.Core.Runs.State;

/// <summary>Words of ending a backup that may still run.</summary>
public static class BackupAbort
{
    /// <summary>How an attempt works that ends what the one before it began.</summary>
    public const string How = "abort";

    /// <summary>Key of the names on it: the command is the same.</summary>
    public const string Key = "olderbackup abort";

    /// <summary>The provider's action.</summary>
    public const string Script = "abort";
}
