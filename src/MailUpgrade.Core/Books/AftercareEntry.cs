using MailUpgrade.Core.Time;

namespace MailUpgrade.Core.Books;

/// <summary>One thing to be seen to after a night, as it stands.</summary>
/// <param name="Number">Number by which people call it; never given twice.</param>
/// <param name="Of">The run that it is of.</param>
/// <param name="Item">What it is.</param>
public sealed record AftercareEntry(int Number, AftercareListed Of, AftercareItem Item)
{
    /// <summary>People are told at this time of the days after the first.</summary>
    public static readonly TimeOnly Morning = new(9, 0);

    /// <summary>How it was done, or null.</summary>
    public AftercareDone? Done { get; init; }

    /// <summary>Who said so; <c>bot</c> for a proof.</summary>
    public string? DoneBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Last local day on which people were told.</summary>
    public DateOnly? Reminded { get; init; }

    /// <summary>Neither said nor proven.</summary>
    public bool IsOpen => Done is null && Item.Proven is null;

    /// <summary>When people are to be told next; null where it is done.</summary>
    public DateTimeOffset? RemindAt
    {
        get
        {
            if (!IsOpen)
            {
                return null;
            }
            var next = Reminded is { } day ? WindowClock.InstantOf(day.AddDays(1), Morning, TimeZoneInfo.FindSystemTimeZoneById(Of.Zone)) : Item.Due;
            return next > Item.Due ? next : Item.Due;
        }
    }

    /// <summary>Open although its time has passed.</summary>
    public bool IsLate(DateTimeOffset now) => IsOpen && now > Item.Due;
}
