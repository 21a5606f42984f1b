using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using MailUpgrade.Core.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Teams;

/// <summary>The package that Teams installs, within the limits of its manifest.</summary>
public sealed class AppPackageTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "deploy", "teams");
    private static readonly JsonObject Manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")))!.AsObject();

    [Fact]
    public void Texts_are_as_short_as_Teams_wants_them()
    {
        Assert.True(((string)Manifest["name"]!["short"]!).Length <= 30 && ((string)Manifest["name"]!["full"]!).Length <= 100);
        Assert.True(((string)Manifest["description"]!["short"]!).Length <= 80 && ((string)Manifest["description"]!["full"]!).Length <= 4000);
        Assert.InRange(Commands.Count, 1, 10);
        Assert.All(Commands, c => Assert.True(((string)c["title"]!).Length <= 32 && ((string)c["description"]!).Length <= 128));
    }

    [Fact]
    public void Every_command_of_the_menu_can_be_said()
    {
        Assert.All(Commands, c => Assert.NotNull(CommandTable.Find(((string)c["title"]!)[1..])));
    }

    [Fact]
    public void Indonesian_has_a_text_for_every_command()
    {
        var texts = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "id.json")))!.AsObject().Select(p => p.Key).Where(k => k.StartsWith("bots", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, Commands.Count).Select(i => $"bots[0].commandLists[0].commands[{i}].description"), texts);
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void Icons_have_the_size_that_is_asked_for(string name, int size)
    {
        var png = File.ReadAllBytes(Path.Combine(Folder, name));
        Assert.Equal((size, size), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    [Fact]
    public async Task It_is_packed_with_the_ids_of_the_registration()
    {
        var zip = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".zip");
        using (var process = Process.Start(Path.Combine(Folder, "pack"), [TeamsUnderTest.AppId, "bot.example.test", zip]))
        {
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }
        using (var package = ZipFile.OpenRead(zip))
        {
            Assert.Equal(["color.png", "id.json", "manifest.json", "outline.png"], package.Entries.Select(e => e.FullName).Order());
            using var manifest = package.GetEntry("manifest.json")!.Open();
            var read = (await JsonNode.ParseAsync(manifest))!;
            Assert.Equal((TeamsUnderTest.AppId, TeamsUnderTest.AppId), ((string?)read["id"], (string?)read["bots"]![0]!["botId"]));
            Assert.DoesNotContain("${", read.ToJsonString(), StringComparison.Ordinal);
        }
        File.Delete(zip);
    }

    private static IReadOnlyList<JsonNode> Commands => [.. Manifest["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray().Select(c => c!)];
}
