using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Reads fleets. Never throws for what a file says: faults are values.</summary>
public static class FleetLoader
{
    private static readonly LocalText NoText = new("", "");

    /// <summary>Reads a fleet file. A missing file is one fault.</summary>
    public static Loaded<Fleet> Load(string path) => DiskFiles.Load(path, LoadBytes);

    /// <summary>Reads a fleet from its text, as a run does from its own copy.</summary>
    public static Loaded<Fleet> LoadText(string file, string text) => LoadBytes(file, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a fleet from its exact bytes.</summary>
    public static Loaded<Fleet> LoadBytes(string file, ReadOnlyMemory<byte> bytes) =>
        FileReading.Read(file, bytes, FleetShapes.Fleet, Build);

    private static Fleet Build(Section top)
    {
        var providers = top.Map("providers", FleetShapes.Providers);
        var ssh = top.Map("ssh", FleetShapes.Ssh);
        var kind = (FleetKind)top.Choice("kind", (int)FleetKind.Production);
        return new Fleet(
            top.Text("fleet", FileNames.IsFileWord) ?? "",
            kind,
            top.Text("domain", FileNames.IsAddress) ?? "",
            top.Choice("language") == 1 ? "id" : "en",
            top.List("sites", FleetShapes.Site, Site),
            top.List("hosts", FleetShapes.Host, Host),
            providers?.Text("snapshot", FileNames.IsFileWord) ?? "",
            providers?.Text("backup", FileNames.IsFileWord) ?? "",
            top.Words("testers"),
            top.Number("accounts", 0, 100_000_000) ?? 0)
        {
            Ssh = ssh is null ? SshSettings.Default : Ssh(ssh),
            RealMachines = top.Choice("machines") == 1,
            ProviderProgram = providers?.Text("program", IsFullPath),
            Lab = top.Text("lab", IsFullPath),
            Mail = top.Map("mail", MailShapes.Mail) is { } mail ? MailReader.Mail(mail)
                : kind is FleetKind.Practice or FleetKind.Lab ? MailSettings.Simulated : MailSettings.Default,
            CopyOf = top.Text("copy-of", FileNames.IsFileWord),
        };
    }

    private static SshSettings Ssh(Section ssh) => new(
        ssh.Text("config", t => t == "user" || IsFullPath(t)),
        ssh.Text("known-hosts", IsPath),
        ssh.Text("key", IsPath),
        ssh.Choice("become") == 0);

    private static bool IsFullPath(string text) => text.StartsWith('/') && IsPath(text);

    // ssh reads its options as words, and expands % in paths: neither may stand in one.
    private static bool IsPath(string text) => text.Length > 0 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '%' or '"' or '\'' or '\\');

    private static Site Site(Section site) => new(
        site.Text("name", FileNames.IsWord) ?? "",
        site.Local("title") ?? NoText,
        site.Text("jump", t => t.Split('@', ':').All(FileNames.IsAddress)),
        site.Text("user", t => t.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && t[0] != '-'),
        site.Number("port", 1, 65535) ?? 22);

    private static FleetHost Host(Section host) => new(
        host.Text("name", FileNames.IsFileWord) ?? "",
        host.Text("address", FileNames.IsAddress) ?? "",
        host.Text("site") ?? "",
        host.Words("roles", atLeastOne: true),
        host.List("volumes", FleetShapes.Volume, Volume, atLeastOne: false))
    {
        Installer = host.Text("installer", IsFullPath),
    };

    private static FarVolume Volume(Section volume) => new(
        volume.Text("name", FileNames.IsWord) ?? "",
        volume.Text("path", t => t.StartsWith('/')) ?? "",
        volume.Text("kind", FileNames.IsWord) ?? "");
}
