namespace MailUpgrade.Adapters.Tests.Zimbra;

/// <summary>Puts a file of a host back as it was.</summary>
internal sealed class PackHostFile : IDisposable
{
    private readonly byte[] bytes;

    public PackHostFile(PackHost host, string name, string file)
    {
        Path = System.IO.Path.Combine(host.Test.Folder.RootOf(name), file);
        bytes = File.ReadAllBytes(Path);
    }

    public string Path { get; }

    public void Dispose() => File.WriteAllBytes(Path, bytes);
}
