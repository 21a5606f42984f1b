using System.Text.Json;
using System.Text.Json.Serialization;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Core.Chat;
using MailUpgrade.Testing;

namespace MailUpgrade.Adapters.Tests.Cards;

/// <summary>A message of <c>cards/samples</c>, and its approved renderings in <c>cards/approved</c>.</summary>
public sealed record CardSample(string Name, OutboundMessage Message, CardReader Reader)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly Dictionary<string, string> Ids = new() { ["executor"] = "1001", ["supervisor"] = "1003", ["client-it"] = "1006" };

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "cards");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Path.Combine(Folder, "samples"), "*.json")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static CardSample Load(string name)
    {
        var file = JsonSerializer.Deserialize<Sample>(File.ReadAllText(Path.Combine(Folder, "samples", name + ".json")), Json)!;
        var press = new ButtonPress("run-1", "4f2a", 212);
        var message = new OutboundMessage(
            file.Key, file.Kind, file.Rings, file.For, file.Lines,
            [.. file.Buttons.Select(b => new Button(b.Label, b.Command, b.Style, press) { BeginsRow = b.BeginsRow })], null)
        { RefusalCode = file.RefusalCode };
        return new CardSample(name, message, new CardReader(file.Language, People));
    }

    /// <summary>Holds a rendering against the approved one; with MAILUPGRADE_APPROVE=1 it becomes the approved one.</summary>
    public static void Approved(string file, string rendering)
    {
        var path = Path.Combine(Folder, "approved", file);
        if (Environment.GetEnvironmentVariable("MAILUPGRADE_APPROVE") == "1")
        {
            File.WriteAllText(path, rendering + "\n");
        }
        Xunit.Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : $"there is no {path}: look at the rendering, then approve it", rendering + "\n");
    }

    private static IReadOnlyList<CardPerson> People(string needed) =>
        Ids.TryGetValue(needed, out var id) ? [new CardPerson(char.ToUpperInvariant(needed[0]) + needed[1..], id)] : [];

    private sealed record Sample(
        string Language, string Key, MessageKind Kind, bool Rings, string? For, string[] Lines, SampleButton[] Buttons, string? RefusalCode);

    private sealed record SampleButton(string Label, string Command, ButtonStyle Style, bool BeginsRow);
}
