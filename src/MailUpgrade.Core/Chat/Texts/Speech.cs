using System.Globalization;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>One language and the zone of the plan: how numbers, times and roles are written for one reader.</summary>
/// <param name="Language"><c>en</c> or <c>id</c>; any other tag reads English.</param>
/// <param name="Zone">Zone of the plan.</param>
public sealed record Speech(string Language, TimeZoneInfo Zone)
{
    /// <summary>Running.</summary>
    public const string Running = "●";

    /// <summary>Done.</summary>
    public const string Done = "✔";

    /// <summary>Failed.</summary>
    public const string Failed = "✖";

    /// <summary>Unknown.</summary>
    public const string Unknown = "?";

    /// <summary>Waiting for a person.</summary>
    public const string Waits = "⏸";

    private static readonly NumberFormatInfo Indonesian = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    private bool IsIndonesian => Language == "id";

    /// <summary>The one of the two that the reader reads.</summary>
    public string Say(string en, string id) => IsIndonesian ? id : en;

    /// <summary>Text of a file or table.</summary>
    public string Say(LocalText text) => text.In(Language);

    /// <summary>HH:MM in the zone of the plan.</summary>
    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>HH:MM, with the date where it is not of the same night.</summary>
    public string When(DateTimeOffset at, DateTimeOffset now) =>
        (at - now).Duration() < TimeSpan.FromHours(20) ? Clock(at)
        : Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Date and time.</summary>
    public string DayAndClock(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A length without sign, in minutes from one minute on.</summary>
    public string Span(TimeSpan length)
    {
        var time = length.Duration();
        if (time < TimeSpan.FromMinutes(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds} {Say("s", "detik")}");
        }
        var (hours, minutes) = ((int)time.TotalHours, time.Minutes);
        return hours == 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes} {Say("min", "menit")}")
            : Say(
                string.Create(CultureInfo.InvariantCulture, $"{hours} h {minutes:00} min"),
                string.Create(CultureInfo.InvariantCulture, $"{hours} jam {minutes} menit"));
    }

    /// <summary>A count with the language's separators.</summary>
    public string Number(long count) =>
        count.ToString("#,0", IsIndonesian ? Indonesian : NumberFormatInfo.InvariantInfo);

    /// <summary>How people call a role.</summary>
    public string Role(string role) => role == TeamRoles.ClientIt ? Say("client IT", "IT klien") : role;

    /// <summary>Several roles or names of which one will do.</summary>
    public string Either(IEnumerable<string> names) => Join(names, Say("or", "atau"));

    /// <summary>Several things that are all meant.</summary>
    public string Both(IEnumerable<string> names) => Join(names, Say("and", "dan"));

    /// <summary>Name of a person, or the id where the team file has none; the bot is the bot.</summary>
    public string Name(Team team, string id) =>
        id == Runs.Commands.RunCommand.Bot ? Say("the bot", "bot") : team.Find(id)?.Name ?? id;

    /// <summary>First characters of a hash.</summary>
    public static string Short(string hash) => hash.Length > 4 ? hash[..4] + "…" : hash;

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    private static string Join(IEnumerable<string> names, string last)
    {
        var all = names.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {last} {all[^1]}";
    }
}
