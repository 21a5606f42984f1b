namespace MailUpgrade.Core.Chat.Texts;

/// <summary>A length against another, in words.</summary>
internal static class LengthTexts
{
    /// <summary>Slower or faster than rehearsed or, where nobody has rehearsed it, than planned; to the minute.</summary>
    public static string Against(TimeSpan took, TimeSpan? rehearsed, TimeSpan planned, Speech say)
    {
        var over = took - (rehearsed ?? planned);
        if (over.Duration() < TimeSpan.FromMinutes(1))
        {
            return rehearsed is null ? say.Say("as planned", "sesuai rencana") : say.Say("as rehearsed", "seperti gladi");
        }
        var span = say.Span(over);
        return (over > TimeSpan.Zero, rehearsed is null) switch
        {
            (true, true) => say.Say($"{span} slower than planned", $"{span} lebih lama dari rencana"),
            (true, false) => say.Say($"{span} slower than rehearsed", $"{span} lebih lama dari gladi"),
            (false, true) => say.Say($"{span} faster than planned", $"{span} lebih cepat dari rencana"),
            _ => say.Say($"{span} faster than rehearsed", $"{span} lebih cepat dari gladi"),
        };
    }
}
