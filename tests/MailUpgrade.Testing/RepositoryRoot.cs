namespace MailUpgrade.Testing;

/// <summary>The repository that the tests were built from.</summary>
public static class RepositoryRoot
{
    /// <summary>Folder of <c>MailUpgrade.sln</c>.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "MailUpgrade.sln")) ? folder : Find(Directory.GetParent(folder)!.FullName);
}
