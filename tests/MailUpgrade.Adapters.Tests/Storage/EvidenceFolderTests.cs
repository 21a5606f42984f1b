using System.Security.Cryptography;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Storage;

public sealed class EvidenceFolderTests : IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("evidence-").FullName;

    [Fact]
    public async Task A_photo_lies_under_its_hash_whole_and_sent_twice_it_is_one_file()
    {
        var bytes = RandomNumberGenerator.GetBytes(5_000);
        var folder = new EvidenceFolder(state);
        var kept = await folder.KeepAsync("run-1", "IMG 0007.JPG", bytes, default);
        Assert.Equal(kept, await folder.KeepAsync("run-1", "again.jpg", bytes, default));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), kept.Sha256);
        Assert.Equal($"evidence/run-1/{kept.Sha256[..16]}.jpg", kept.Path);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(state, kept.Path)));
        Assert.Single(Directory.GetFiles(Path.Combine(state, "evidence", "run-1")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(state, "evidence", "run-1")));
        }
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("x.sh;rm -rf")]
    [InlineData("no-ending")]
    [InlineData("")]
    public async Task A_name_that_somebody_chose_leads_nowhere(string name)
    {
        var kept = await new EvidenceFolder(state).KeepAsync("run-1", name, new byte[] { 1 }, default);
        Assert.EndsWith(".bin", kept.Path, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(state, kept.Path)));
    }

    [Fact]
    public async Task What_is_empty_or_too_large_is_refused_and_leaves_nothing()
    {
        var folder = new EvidenceFolder(state);
        await Assert.ThrowsAsync<EvidenceRefusedException>(() => folder.KeepAsync("run-1", "a.jpg", Array.Empty<byte>(), default));
        await Assert.ThrowsAsync<EvidenceRefusedException>(() => folder.KeepAsync("run-1", "a.jpg", new byte[EvidenceFolder.Largest + 1], default));
        Assert.False(Directory.Exists(Path.Combine(state, "evidence")));
    }

    public void Dispose() => Directory.Delete(state, recursive: true);
}
