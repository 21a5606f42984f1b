namespace MailUpgrade.Service.Tests.Lab;

/// <summary>A long campaign on the lab with scripts of a real installer, which are not ours to ship: a folder that the environment names.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealInstallerFactAttribute : LabFactAttribute
{
    public RealInstallerFactAttribute() => Skip = Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") is not "1" ? "a long campaign: ./test --long runs it"
        : Folder is null ? "MAILUPGRADE_REAL_INSTALLER names no folder with install.sh and util/ of a real installer: docs/the-lab.md" : Skip;

    /// <summary>The folder, where one is named.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("MAILUPGRADE_REAL_INSTALLER") is { Length: > 0 } folder ? folder : null;
}
