using System.Text;

namespace MailUpgrade.Core.Plans.Paper;

/// <summary>Text in the making, in one language.</summary>
internal sealed class PaperText(string language)
{
    private readonly StringBuilder text = new();

    public string Language { get; } = language;

    /// <summary>The words of the paper's language.</summary>
    public string Say(string english, string indonesian) => Language == "id" ? indonesian : english;

    public string Say(LocalText words) => words.In(Language);

    public string Length(TimeSpan length) => DurationText.ForPeople(length, Language);

    public PaperText Line(string line = "")
    {
        text.Append(line).Append('\n');
        return this;
    }

    /// <summary>A heading with the empty lines that Markdown wants.</summary>
    public PaperText Heading(int level, string title) => Line().Line($"{new string('#', level)} {title}").Line();

    /// <summary>A block of literal text. The fence is longer than any in the text itself.</summary>
    public PaperText Literal(string language, string literal)
    {
        var fence = literal.Contains("```", StringComparison.Ordinal) ? "`````" : "```";
        return Line(fence + language).Line(literal.TrimEnd('\n')).Line(fence);
    }

    /// <summary>A cell of a table: no line ends, no bars.</summary>
    public static string Cell(string words) => words.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    public override string ToString() => text.ToString();
}
