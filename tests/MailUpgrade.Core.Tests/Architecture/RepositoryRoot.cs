namespace MailUpgrade.Core.Tests.Architecture;

internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "MailUpgrade.sln")) ? folder : Find(Directory.GetParent(folder)!.FullName);
}
