using System.Globalization;
using System.Text.RegularExpressions;
using MailUpgrade.Adapters.Files.Yaml;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Single values.</summary>
internal sealed partial class Section
{
    /// <summary>Installers' last lines are short; a pattern that needs longer is a mistake in the pack.</summary>
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>A text; null where absent, empty or no single value.</summary>
    public string? Text(string key, bool mayBeEmpty = false)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlText { Value: var text } when mayBeEmpty || text.Trim().Length > 0:
                return text;
            case YamlText:
                Fault(key, "empty-value", $"'{key}' is empty: write {Write(key)}");
                return null;
            default:
                Wrong(key);
                return null;
        }
    }

    /// <summary>A text that a pattern must accept, e.g. an id.</summary>
    public string? Text(string key, Func<string, bool> accepts)
    {
        var text = Text(key);
        if (text is null || accepts(text))
        {
            return text;
        }
        Fault(key, "bad-value", $"'{FileNames.Shown(text)}' is no good as '{key}': write {Write(key)}");
        return null;
    }

    /// <summary>One of the shape's words, by its place in the list; <paramref name="otherwise"/> where absent or wrong.</summary>
    public int Choice(string key, int otherwise = 0)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }
        var words = shape.Find(key)!.Words!;
        var at = words.ToList().IndexOf(text);
        if (at < 0)
        {
            var near = FileNames.Nearest(text, words) is { } word ? $"did you mean '{word}'?" : $"write {Write(key)}";
            Fault(key, "bad-value", $"'{FileNames.Shown(text)}' is not allowed as '{key}': {near}");
        }
        return at < 0 ? otherwise : at;
    }

    /// <summary>A duration within bounds, both included; null where absent or wrong.</summary>
    public TimeSpan? Duration(string key, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (!DurationText.TryParse(text, out var length))
        {
            Fault(key, "bad-value", $"'{FileNames.Shown(text)}' is no duration: write 90s, 30m, 3h or 1h30m; here {Write(key)}");
            return null;
        }
        if (length < least || length > most)
        {
            Fault(key, "out-of-range",
                $"'{key}' is {text}, and only {DurationText.Of(least)} to {DurationText.Of(most)} is allowed: write {Write(key)}");
            return null;
        }
        return length;
    }

    /// <summary>A whole number within bounds, both included; null where absent or wrong.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }
        Fault(key, "out-of-range", $"'{FileNames.Shown(text)}' is no number from {least} to {most}: write {Write(key)}");
        return null;
    }

    /// <summary>True or false; false where absent or wrong. The old yes and no of YAML are refused, since readers differ on them.</summary>
    public bool Flag(string key)
    {
        var text = Text(key);
        if (text is not (null or "true" or "false"))
        {
            Fault(key, "bad-value", $"'{FileNames.Shown(text)}' is neither true nor false: write {Write(key)}");
        }
        return text == "true";
    }

    /// <summary>A local time of day, HH:MM.</summary>
    public TimeOnly? TimeOfDay(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (FileNames.TryTimeOfDay(text, out var time))
        {
            return time;
        }
        Fault(key, "bad-value", $"'{FileNames.Shown(text)}' is no time of day: write {Write(key)}");
        return null;
    }

    /// <summary>A day, yyyy-mm-dd.</summary>
    public DateOnly? Day(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }
        Fault(key, "bad-value", $"'{FileNames.Shown(text)}' is no day: write {Write(key)}");
        return null;
    }

    /// <summary>A text in both languages; null where absent or wrong.</summary>
    public LocalText? Local(string key) => Map(key, FileShapes.LocalText) is { } map ? LocalHere(map) : null;

    /// <summary>The text in both languages that a mapping is.</summary>
    public static LocalText LocalHere(Section map) => new(map.Text("en") ?? "", map.Text("id") ?? "");

    /// <summary>A regular expression; null where absent or wrong.</summary>
    public Regex? Pattern(string key) =>
        Text(key) is { } text ? Pattern(text, broken => Fault(key, "bad-value", $"{broken}: write {Write(key)}")) : null;

    /// <summary>The regular expressions of a list below a key.</summary>
    public IReadOnlyList<Regex> Patterns(string key)
    {
        var read = new List<Regex>();
        foreach (var (item, path) in Items(key, atLeastOne: false))
        {
            void Wrong(string what) => reading.Fault(item.Line, path, "bad-value", $"{what}: write {Write(key)}");
            if (item is not YamlText { IsNothing: false, Value.Length: > 0 } text)
            {
                Wrong($"'{key}' has an entry that is no regular expression");
            }
            else if (Pattern(text.Value, Wrong) is { } pattern)
            {
                read.Add(pattern);
            }
        }
        return read;
    }

    private static Regex? Pattern(string text, Action<string> fault)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (ArgumentException broken)
        {
            fault($"not a regular expression ({broken.Message.TrimEnd('.')})");
            return null;
        }
    }

    /// <summary>True where a key is given as a single value rather than a mapping or a list.</summary>
    public bool IsSingle(string key) => Find(key) is YamlText;
}
