using Xunit;

namespace MailUpgrade.Adapters.Tests.MailLab;

/// <summary>Needs real Dovecot, Postfix and slapd, which <c>./test</c> installs, and root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class MailLabFactAttribute : FactAttribute
{
    public MailLabFactAttribute() => Skip = Reason;

    /// <summary>Why not, or null.</summary>
    public static string? Reason =>
        !File.Exists("/usr/sbin/dovecot") || !File.Exists("/usr/sbin/postfix") || !File.Exists("/usr/sbin/slapd") ? "Dovecot, Postfix and slapd are not installed: tests/lab/mail/install does it, as root; ./test does it by itself"
        : Environment.UserName != "root" ? "mail servers of its own need root" : null;
}

/// <summary>Needs them, and belongs to the long campaigns.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongMailLabFactAttribute : MailLabFactAttribute
{
    public LongMailLabFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") is "1" ? Skip : "a long campaign: ./test --long runs it";
}

/// <summary>One set of mail servers for all its tests, which take turns.</summary>
[CollectionDefinition("mail-lab")]
public sealed class MailLabTurns : ICollectionFixture<MailServers>;
