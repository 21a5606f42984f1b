namespace MailUpgrade.Core.Sampling;

/// <summary>A difference with a name. Holds addresses, folders and numbers, never a subject or a word of a message.</summary>
/// <param name="Account">Mail address, <c>HOST volume NAME</c>, a host, or <c>all</c>.</param>
/// <param name="Folder">Folder, or empty.</param>
/// <param name="What">What differs: a code of <see cref="FindingCodes"/>.</param>
/// <param name="Before">In the baseline.</param>
/// <param name="After">Now.</param>
/// <param name="Cause">Likely cause: a code of <see cref="FindingCodes"/>.</param>
/// <param name="Severity">How bad it is.</param>
public sealed record Finding(string Account, string Folder, string What, string Before, string After, string Cause, Severity Severity)
{
    /// <summary>The same difference has the same key each time it is found.</summary>
    public string Key => $"{Account}|{Folder}|{What}|{Before}|{After}";

    /// <summary>One line in English, for the journal.</summary>
    public override string ToString() =>
        $"{Account} {(Folder.Length > 0 ? Folder + ", " : "")}{FindingCodes.English(What)}: before {Before}, after {After}";
}

/// <summary>How bad a difference is.</summary>
public enum Severity
{
    /// <summary>Worth a look in daylight.</summary>
    Minor,

    /// <summary>People will notice.</summary>
    Serious,

    /// <summary>Mail is gone or nobody gets at it.</summary>
    Grave,
}
