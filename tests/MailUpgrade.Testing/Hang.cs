namespace MailUpgrade.Testing;

/// <summary>When a test that waits for a signal gives up: it says that something hangs, never that something is slow.</summary>
public static class Hang
{
    public static readonly TimeSpan After = TimeSpan.FromMinutes(4);
}
