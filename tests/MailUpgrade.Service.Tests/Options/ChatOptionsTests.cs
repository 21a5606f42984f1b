using MailUpgrade.Service.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace MailUpgrade.Service.Tests.Options;

/// <summary>Each wrong setting of a chat channel stops the start with a line that names it and says what to write.</summary>
public sealed class ChatOptionsTests
{
    private const string Guid = "7e4a0000-0000-4000-8000-00000000b070";

    private static readonly (string, string)[] Telegram =
        [("Telegram:Token", "8000000001:practice-token-of-nobody_0123456789"), ("Telegram:Chats:0", "-1001234567890/45")];

    private static readonly (string, string)[] Hooked =
        [.. Telegram, ("Telegram:Mode", "webhook"), ("Telegram:WebhookUrl", "https://bot.example.test/telegram/webhook"), ("Telegram:WebhookSecret", "a-secret-of-sixteen_")];

    private static readonly (string, string)[] Teams =
    [
        ("Teams:AppId", Guid), ("Teams:AppSecret", "hidden-words"), ("Teams:TenantId", Guid), ("Teams:AllowedServiceUrls:0", "https://smba.trafficmanager.net/"),
    ];

    [Fact]
    public void Good_settings_and_none_at_all_are_taken()
    {
        Assert.Empty(Faults([.. Hooked, .. Teams]));
        Assert.Empty(Faults());
    }

    [Theory]
    [InlineData("Telegram:Token", "12:short", "copy it from BotFather")]
    [InlineData("Telegram:Token", "abcdef:practice-token-of-nobody_0123456789", "copy it from BotFather")]
    [InlineData("Telegram:ApiBase", "http://api.telegram.org", "plain http only for a loopback address")]
    [InlineData("Telegram:ApiBase", "telegram", "write https://api.telegram.org")]
    [InlineData("Telegram:Chats:0", "", "'' is not a chat; write -1001234567890")]
    [InlineData("Telegram:Chats:0", "the upgrade group", "write -1001234567890 or -1001234567890/45")]
    [InlineData("Telegram:Mode", "push", "write poll or webhook")]
    [InlineData("Telegram:WebhookUrl", "http://bot.example.test/telegram/webhook", "write https://HOST/telegram/webhook")]
    [InlineData("Telegram:WebhookUrl", "", "write https://HOST/telegram/webhook")]
    [InlineData("Telegram:WebhookUrl", "https://bot.example.test/hook", "write https://HOST/telegram/webhook")]
    [InlineData("Telegram:WebhookSecret", "short", "write 16 to 256 of A-Z a-z 0-9 _ -")]
    [InlineData("Telegram:WebhookSecret", "sixteen letters and blanks", "write 16 to 256 of A-Z a-z 0-9 _ -")]
    [InlineData("Telegram:ShowAddress", "true", "Telegram:ShowAddress is not a setting; Telegram has Token")]
    [InlineData("Teams:AppId", "the bot", "copy the application (client) id")]
    [InlineData("Teams:AppSecret", "", "write file:PATH")]
    [InlineData("Teams:TenantId", "example.co.id", "copy the directory (tenant) id")]
    [InlineData("Teams:AllowedTenants:0", "client", "write directory (tenant) ids")]
    [InlineData("Teams:OpenIdMetadata", "http://login.example.test/keys", "http only for a loopback address")]
    [InlineData("Teams:Issuer", "issuer", "write https://")]
    [InlineData("Teams:TokenEndpoint", "ftp://login.example.test/", "http only for a loopback address")]
    [InlineData("Teams:AllowedServiceUrls:0", "http://smba.trafficmanager.net/", "http only for a loopback address")]
    [InlineData("Teams:AllowUnsignedOnLoopback", "true", "take https://smba.trafficmanager.net/ out of Teams:AllowedServiceUrls, or turn it off")]
    [InlineData("Teams:AllowedTenant", "x", "Teams:AllowedTenant is not a setting; Teams has AppId")]
    [InlineData("Escalation:After", "soon", "write 00:05:00")]
    [InlineData("Escalation:After", "00:00:10", "write 00:01:00 to 02:00:00, or 00:00:00 to call nobody")]
    public void A_wrong_one_is_named_with_what_to_write(string key, string value, string says)
    {
        var faults = Faults([.. Hooked, .. Teams, (key, value)]);
        Assert.Contains(faults, f => f.StartsWith(key.TrimEnd(':', '0'), StringComparison.Ordinal) && f.Contains(says, StringComparison.Ordinal));
        Assert.DoesNotContain("hidden-words", string.Join('\n', faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_listed_at_once_and_no_secret_is_in_the_list()
    {
        var faults = Faults(("Telegram:Token", "hidden"), ("Telegram:Mode", "push"), ("Teams:AppId", "x"), ("Teams:AppSecret", "hidden-words"), ("Teams:TenantId", "y"), ("Teams:AllowedServiceUrls:0", "https://a.test/"));
        Assert.Equal(5, faults.Count);
        Assert.DoesNotContain("hidden", string.Join('\n', faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Unsigned_activities_are_for_loopback_alone()
    {
        (string, string)[] dev = [.. Teams, ("Teams:AllowUnsignedOnLoopback", "true"), ("Teams:AllowedServiceUrls:0", "http://127.0.0.1:39780/")];
        Assert.Empty(Faults(dev));
        Assert.Contains("must be a loopback address", Assert.Single(Faults([.. dev, ("Web:Url", "http://0.0.0.0:5080")])), StringComparison.Ordinal);
    }

    private static List<string> Faults(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => (string?)g.Last().Value)).Build();
        var faults = OptionsSetup.Faults(configuration).ToList();
        if (faults.Count > 0)
        {
            return faults;
        }
        var services = new ServiceCollection();
        services.AddOurOptions(configuration);
        using var provider = services.BuildServiceProvider();
        foreach (var read in new Action[] { Read<TelegramOptions>, Read<TeamsOptions>, Read<EscalationOptions> })
        {
            try
            {
                read();
            }
            catch (OptionsValidationException bad)
            {
                faults.AddRange(bad.Failures);
            }
        }
        return faults;

        void Read<T>()
            where T : class => _ = provider.GetRequiredService<IOptions<T>>().Value;
    }
}
