using System.Runtime.CompilerServices;
using Xunit;

namespace MailUpgrade.Core.Tests.Reports;

/// <summary>A text that somebody has read and approved. What came instead is written beside it, to be read and renamed.</summary>
internal static class Approved
{
    public static void Equal(string text, string name, [CallerFilePath] string test = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(test)!, name.Replace(".md", ".approved.md", StringComparison.Ordinal));
        var received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
        if (File.Exists(approved) && File.ReadAllText(approved) == text)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not as approved: read {received} and rename it to {Path.GetFileName(approved)} if it is right");
    }
}
