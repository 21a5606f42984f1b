using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Core.Engine;

/// <summary>
/// Which channel does not reach people, and what the others hear of it: once when it has been silent for a minute of real time, once when
/// it is back. Not for several threads.
/// </summary>
public sealed class ChannelTroubles
{
    /// <summary>How long a channel may be silent before the others hear of it. Wire clock.</summary>
    public static readonly TimeSpan Silent = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, DateTimeOffset> since = [];
    private readonly HashSet<string> told = [];

    /// <summary>What to say now, each on every channel but the one it is about.</summary>
    /// <param name="channels">Name and trouble of each; null where it works.</param>
    /// <param name="run">Id of the run, for the keys.</param>
    /// <param name="say">The run's language.</param>
    /// <param name="now">Wire clock.</param>
    public IReadOnlyList<ChannelNews> Look(IEnumerable<(string Name, string? Trouble)> channels, string run, Speech say, DateTimeOffset now)
    {
        var news = new List<ChannelNews>();
        foreach (var (name, trouble) in channels)
        {
            if (trouble is null)
            {
                since.Remove(name);
                if (told.Remove(name))
                {
                    news.Add(News(name, say.Say($"✔ {name} reaches people again", $"✔ {name} sudah sampai lagi")));
                }
                continue;
            }
            since.TryAdd(name, now);
            if (now - since[name] >= Silent && told.Add(name))
            {
                news.Add(News(
                    name, say.Say($"✖ {name} failed: people there hear nothing", $"✖ {name} gagal: orang di sana tidak mendengar"), trouble,
                    say.Say(
                        "Nothing is lost: it is told there later. Decide here, or on the bot's host: mailupgrade chat --as PERSON.",
                        "Tidak ada yang hilang: di sana disampaikan nanti. Putuskan di sini, atau di mesin bot: mailupgrade chat --as ORANG.")));
            }
        }
        return news;

        ChannelNews News(string about, params string[] lines) => new(about, new OutboundMessage(
            FormattableString.Invariant($"{run}:channel:{about}:{now.ToUnixTimeSeconds()}"), MessageKind.Notice, false, null, lines, OutboundMessage.NoButtons, null));
    }
}

/// <summary>News of a channel.</summary>
/// <param name="About">Channel that is not told.</param>
/// <param name="Message">For all others.</param>
public sealed record ChannelNews(string About, OutboundMessage Message);
