namespace MailUpgrade.Core.Reports.Pages;

/// <summary>One piece of a page. Its texts are inline Markdown already: foreign text has gone through <see cref="Words"/>.</summary>
internal abstract record Block
{
    /// <summary>The page's title.</summary>
    public sealed record Title(string Text) : Block;

    /// <summary>A section.</summary>
    public sealed record Heading(string Text) : Block;

    /// <summary>A paragraph.</summary>
    public sealed record Paragraph(string Text) : Block;

    /// <summary>A list; an item may have items below it, each on a line that begins with <c>\n  - </c>.</summary>
    public sealed record List(IReadOnlyList<string> Items) : Block;

    /// <summary>A table.</summary>
    public sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

    /// <summary>What follows begins on a new sheet.</summary>
    public sealed record NewSheet : Block;

    /// <summary>Places to sign, side by side.</summary>
    public sealed record Signatures(IReadOnlyList<Signature> Places) : Block;
}

/// <summary>A place to sign.</summary>
/// <param name="Party">For whom.</param>
/// <param name="Name">Who signs; empty leaves a line.</param>
/// <param name="Position">Office of the one who signs; empty leaves a line.</param>
internal sealed record Signature(string Party, string Name, string Position);
