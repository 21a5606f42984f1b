using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Files;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Files;

public sealed class SchemaTests
{
    public static TheoryData<string, string, Shape> Shapes
    {
        get
        {
            var data = new TheoryData<string, string, Shape>();
            void Add(string file, params Shape[] shapes)
            {
                for (var index = 0; index < shapes.Length; index++)
                {
                    data.Add(file, index == 0 ? "" : shapes[index].Name, shapes[index]);
                }
            }
            Add("plan", [.. FileShapes.OfPlan]);
            Add("fleet", FleetShapes.Fleet, FleetShapes.Site, FleetShapes.Providers, FleetShapes.Ssh, FleetShapes.Host, FleetShapes.Volume, FileShapes.LocalText, MailShapes.Mail, MailShapes.Directory, MailShapes.TestAccount, MailShapes.Sample);
            Add("team", FleetShapes.Team, FleetShapes.Person, FleetShapes.Parties, FleetShapes.Party);
            Add("calendar", FleetShapes.Calendar, FleetShapes.Freeze, FileShapes.LocalText);
            Add("pack", FleetShapes.Pack, FleetShapes.VersionPath, FleetShapes.Prompt, FleetShapes.Never, FleetShapes.Remedy, FileShapes.Aftercare, FileShapes.LocalText, MailShapes.Sampling);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public void An_editor_knows_the_very_keys_that_the_loader_knows(string file, string definition, Shape shape)
    {
        var schema = Schema(file);
        var node = definition.Length == 0 ? schema : schema["$defs"]![definition]!;

        Assert.Equal(shape.Keys.Select(k => k.Name).Order(StringComparer.Ordinal), node["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            shape.Keys.Where(k => k.IsRequired).Select(k => k.Name).Order(StringComparer.Ordinal),
            (node["required"]?.AsArray() ?? []).Select(r => (string)r!).Order(StringComparer.Ordinal));
        Assert.False((bool)node["additionalProperties"]!);
        Assert.All(shape.Keys, k => Assert.Equal(k.Write, (string)node["properties"]![k.Name]!["description"]!));
        Assert.All(
            shape.Keys.Where(k => k.Words is not null),
            k => Assert.Equal(k.Words!, node["properties"]![k.Name]!["enum"]!.AsArray().Select(w => (string)w!)));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("fleet")]
    [InlineData("team")]
    [InlineData("calendar")]
    [InlineData("pack")]
    public void Every_mapping_of_a_schema_is_one_that_the_loader_knows(string file)
    {
        var schema = Schema(file);
        var known = Shapes.Where(row => (string)row[0] == file).Select(row => (string)row[1]).ToHashSet();

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string)schema["$schema"]!);
        Assert.All(
            schema["$defs"]!.AsObject().Where(d => d.Value!["properties"] is not null),
            d => Assert.Contains(d.Key, known));
    }

    private static JsonNode Schema(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(TestFiles.Repository, "config", "schema", $"{file}.schema.json")))!;
}
