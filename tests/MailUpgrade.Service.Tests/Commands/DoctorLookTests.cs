using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Practice.Telegram;
using MailUpgrade.Service.Commands;
using MailUpgrade.Service.Tests.Chat;
using MailUpgrade.Testing;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace MailUpgrade.Service.Tests.Commands;

/// <summary><c>doctor</c> looks at both channels in full and says what to mend in both languages.</summary>
[Collection("teams")]
public sealed class DoctorLookTests : IDisposable
{
    private const long Group = -1002018122900;

    private readonly string state = Directory.CreateTempSubdirectory("doctor").FullName;

    public void Dispose() => Directory.Delete(state, recursive: true);

    [Fact]
    public async Task Telegram_is_looked_at_by_token_clock_rights_privacy_chats_and_people()
    {
        await using var server = await BotServer.StartAsync(TimeProvider.System);
        server.World.AddGroup(Group, "Upgrade night");
        server.World.Change(() => server.World.Chat(Group)!.MayPin = false);
        server.World.HasPrivacy = true;
        server.World.Ahead = TimeSpan.FromMinutes(10);
        server.World.AddUser(1001, "Executor");
        var found = await LookAsync(("Telegram:Token", server.Token), ("Telegram:ApiBase", server.Url.GetLeftPart(UriPartial.Authority)), ("Telegram:Chats:0", $"{Group}"));
        Is(found, "token", true, "the bot is @");
        Is(found, "clock", false, "set it by NTP");
        Is(found, "privacy mode", null, "turn privacy off in BotFather");
        Is(found, $"chat {Group}: pin", false, "administrator with the right to pin");
        Is(found, $"chat {Group}: edit", true, "read back");
        Is(found, "person executor", true, "in private");
        Is(found, "person supervisor", null, "press Start");
        BothLanguages(found);
    }

    [Fact]
    public async Task A_wrong_token_is_one_line_that_does_not_show_it()
    {
        await using var server = await BotServer.StartAsync(TimeProvider.System);
        const string Wrong = "8000000001:another-token-of-somebody_9876543210";
        var found = await LookAsync(("Telegram:Token", Wrong), ("Telegram:ApiBase", server.Url.GetLeftPart(UriPartial.Authority)), ("Telegram:Chats:0", $"{Group}"));
        Is(found, "token", false, "copy it anew from BotFather");
        Assert.DoesNotContain(found, f => f.Text.En.Contains("another-token", StringComparison.Ordinal));
    }

    [TeamsFact]
    public async Task Teams_is_looked_at_by_keys_token_clock_tenants_conversations_and_people()
    {
        var ready = JsonNode.Parse(await File.ReadAllTextAsync("/var/lib/mailupgrade-teams/ready.json"))!;
        await using var bot = await PlaygroundBot.StartAsync();
        var found = await LookAsync(
            ("Teams:AppId", (string)ready["appId"]!), ("Teams:AppSecret", "the-apps-secret"), ("Teams:TenantId", (string)ready["tenantId"]!),
            ("Teams:OpenIdMetadata", (string)ready["service"]! + "/keys/metadata"), ("Teams:TokenEndpoint", (string)ready["service"]! + "/token"),
            ("Teams:AllowedServiceUrls:0", (string)ready["service"]! + "/"));
        Is(found, "keys", true, "can be read");
        Is(found, "own token", true, "is given");
        Is(found, "clock", true, "agrees");
        Is(found, "people's tenants", true, "a tenant that is heard");
        Is(found, "person client-it", null, "install the app");
        Is(found, "conversations", null, "knows none yet");
        BothLanguages(found);
    }

    [Fact]
    public async Task Who_was_linked_counts_and_who_was_unlinked_does_not()
    {
        using (var journal = new SqliteJournal(Path.Combine(state, "journal.db")))
        {
            using var book = new Book(journal, TimeProvider.System);
            foreach (var person in new[] { "supervisor", "supervisor2" })
            {
                await book.RecordAsync(_ => [new IdentityUnbound("web", person, person)], default);
            }
        }
        Is(await LookAsync(), "supervisor", null, "/link in a private chat");
        Is(await LookAsync(("Run:Mode", "production")), "supervisor", false, "/link in a private chat");
        Is(await LookAsync(), "executor", true, "can be asked");
    }

    [Fact]
    public async Task A_damaged_journal_is_a_finding()
    {
        await File.WriteAllTextAsync(Path.Combine(state, "journal.db"), "this is no database, it was written over by somebody's editor, and it is longer than a header of a file");
        Is(await LookAsync(), "journal.db", false, "journal verify");
    }

    private async Task<IReadOnlyList<ChannelFinding>> LookAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Run:Plan", "quick")).Append(("Run:Fleet", "practice-small")).ToDictionary(s => s.Item1, s => (string?)s.Item2)).Build();
        return [.. (await new DoctorLook(configuration, Path.Combine(RepositoryRoot.Path, "config"), state).LookAsync(default)).Select(f => f.Finding)];
    }

    private static void Is(IReadOnlyList<ChannelFinding> found, string what, bool? good, string says)
    {
        var finding = Assert.Single(found, f => f.What == what);
        Assert.True(finding.Good == good && finding.Text.En.Contains(says, StringComparison.Ordinal), finding.ToString());
    }

    private static void BothLanguages(IReadOnlyList<ChannelFinding> found) =>
        Assert.All(found, f => Assert.True(f.Text.Id.Length > 0 && f.Text.Id != f.Text.En, f.ToString()));
}
