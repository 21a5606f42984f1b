using System.Text.Json;
using MailUpgrade.Adapters.Cards;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.Probes;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Adapters.Teams;
using MailUpgrade.Adapters.Telegram;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Service.Options;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Service.Commands;

/// <summary>
/// What a night needs, looked at before there is one. It posts and edits one message in each chat, and hears nothing, so that a running
/// bot is not disturbed.
/// </summary>
internal sealed class DoctorLook(IConfiguration configuration, string config, string state)
{
    private readonly TelegramOptions telegram = configuration.GetSection("Telegram").Get<TelegramOptions>() ?? new TelegramOptions();
    private readonly TeamsOptions teams = configuration.GetSection("Teams").Get<TeamsOptions>() ?? new TeamsOptions();
    private readonly WebOptions web = configuration.GetSection("Web").Get<WebOptions>() ?? new WebOptions();
    private readonly RunOptions run = configuration.GetSection("Run").Get<RunOptions>() ?? new RunOptions();

    /// <summary>Language of the run's chat; <c>en</c> where no file says.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Everything, in the order in which it is mended best.</summary>
    public async Task<IReadOnlyList<(LocalText Where, ChannelFinding Finding)>> LookAsync(CancellationToken ct)
    {
        var found = new List<(LocalText, ChannelFinding)>();
        var faults = OptionsSetup.Faults(configuration).Concat(telegram.Faults()).Concat(teams.Faults(web.Url)).ToList();
        found.AddRange(faults.Select(f => (new LocalText("settings", "pengaturan"), Bad("appsettings.json", f))));
        var check = PlanCheck.Of(new ConfigFolder(config), run.Plan, run.Fleet);
        Language = run.Language is { Length: > 0 } said ? said : check.Fleet.Value?.Language ?? "en";
        found.AddRange(check.Faults.Select(f => (new LocalText("files", "file"), Bad("plan check", f.ToString()!))));
        if (check.Team.Value is not { } team)
        {
            return found;
        }
        var bindings = new Bindings();
        try
        {
            Bind(bindings);
        }
        catch (Exception unreadable) when (unreadable is JsonException or SqliteException)
        {
            found.Add((new LocalText("files", "file"), Bad("journal.db", $"{unreadable.Message} (mailupgrade journal verify)")));
        }
        found.AddRange(People(team, bindings).Select(f => (new LocalText("people", "orang"), f)));
        if (faults.Count > 0)
        {
            return found;
        }
        if (telegram.ToSettings() is { } ours)
        {
            found.AddRange((await TelegramAsync(ours, team, bindings, ct)).Select(f => (new LocalText("telegram", "telegram"), f)));
        }
        if (teams.ToSettings() is { } theirs)
        {
            found.AddRange((await TeamsAsync(theirs, team, bindings, ct)).Select(f => (new LocalText("teams", "teams"), f)));
        }
        return found;
    }

    private async Task<IReadOnlyList<ChannelFinding>> TelegramAsync(TelegramSettings settings, Team team, Bindings bindings, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("mailupgrade-doctor").FullName;
        try
        {
            using var channel = new TelegramChannel(new TelegramParts(
                settings, folder, CardTemplates.Load(), () => new TelegramScene(team, Language, "doctor"), bindings, [], t => t, (_, _, _, _) => { },
                TimeProvider.System, NullLogger.Instance));
            return [.. await channel.ExamineAsync(ct), .. await CertificateAsync("webhook", settings.WebhookUrl, ct)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Conversations are those that the bot has met: its <c>teams.db</c>, which may be read beside it.</summary>
    private async Task<IReadOnlyList<ChannelFinding>> TeamsAsync(TeamsSettings settings, Team team, Bindings bindings, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("mailupgrade-doctor").FullName;
        try
        {
            var met = Path.Combine(state, "teams.db");
            using var channel = new TeamsChannel(new TeamsParts(
                settings, File.Exists(met) ? met : Path.Combine(folder, "teams.db"), CardTemplates.Load(), () => team, bindings, () => "doctor", () => Language,
                TimeProvider.System, NullLogger.Instance));
            var called = Uri.TryCreate(web.PublicUrl is { Length: > 0 } open ? open : web.Url, UriKind.Absolute, out var url) ? url : null;
            return [.. await channel.ExamineAsync(ct), .. await CertificateAsync("messaging endpoint", called, ct)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<ChannelFinding>> CertificateAsync(string what, Uri? address, CancellationToken ct) =>
        address?.Scheme == Uri.UriSchemeHttps ? [await new CertificateLook(TimeProvider.System).LookAsync(what, address, ct)] : [];

    /// <summary>Identities that were bound or taken away by <c>/link</c> and <c>/unlink</c>.</summary>
    private void Bind(Bindings bindings)
    {
        var journal = Path.Combine(state, "journal.db");
        if (!File.Exists(journal))
        {
            return;
        }
        using var reader = new JournalReader(journal);
        foreach (var row in reader.Streams().Contains(Streams.Book) ? reader.Rows(Streams.Book, 0) : [])
        {
            switch (BookCatalog.Read(row.Kind, row.Body))
            {
                case IdentityBound bound:
                    bindings.Bind(bound.IdentityChannel, bound.Identity, bound.Person);
                    break;
                case IdentityUnbound gone:
                    bindings.Unbind(gone.IdentityChannel, gone.Identity);
                    break;
            }
        }
    }

    /// <summary>Who decides must be known where decisions are asked.</summary>
    private IEnumerable<ChannelFinding> People(Team team, Bindings bindings)
    {
        IReadOnlyList<string> chats = [.. new[] { telegram.Token.Length > 0 ? TelegramChannel.ChannelName : "", teams.AppId.Length > 0 ? TeamsChannel.ChannelName : "" }.Where(c => c.Length > 0)];
        var channels = chats.Count > 0 ? chats : ["web"];
        foreach (var role in new[] { TeamRoles.Executor, TeamRoles.Supervisor, TeamRoles.ClientIt })
        {
            var known = team.Holding(role).Where(p => channels.Any(c => bindings.Of(p, c).Count > 0)).Select(p => p.Id).ToList();
            var where = string.Join(", ", channels);
            yield return known.Count > 0
                ? new ChannelFinding(role, true, new LocalText($"{string.Join(", ", known)} can be asked", $"{string.Join(", ", known)} bisa ditanya"))
                : new ChannelFinding(role, run.Mode == "production" ? false : null, new LocalText(
                    $"nobody who holds the role is known on {where}: /link in a private chat with the bot, or identities in team.yaml",
                    $"tidak ada pemegang peran ini yang dikenal di {where}: /link di chat pribadi dengan bot, atau identities di team.yaml"));
        }
    }

    private static ChannelFinding Bad(string what, string text) => new(what, false, new LocalText(text, text));
}
