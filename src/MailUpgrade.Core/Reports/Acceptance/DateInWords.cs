using System.Globalization;
using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Core.Reports.Acceptance;

/// <summary>Day, date and time as the opening line of a deed has them.</summary>
internal static class DateInWords
{
    private static readonly string[] Days = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

    private static readonly string[] Months =
        ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];

    public static string Of(DateTimeOffset at, Speech say)
    {
        var local = TimeZoneInfo.ConvertTime(at, say.Zone);
        var digits = local.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);
        return say.Say(
            $"On this day, {local.DayOfWeek}, the {NumberWords.EnglishOrdinal(local.Day)} of {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(local.Month)} in the year {NumberWords.English(local.Year)} ({digits}), at {Clock(local, ":")} {ZoneName(say.Zone)}",
            $"Pada hari ini, {Days[(int)local.DayOfWeek]}, tanggal {NumberWords.Indonesian(local.Day)} bulan {Months[local.Month - 1]} tahun {NumberWords.Indonesian(local.Year)} ({digits}), pukul {Clock(local, ".")} {ZoneName(say.Zone)}");
    }

    /// <summary>29 Desember 2018, without words.</summary>
    public static string Short(DateTimeOffset at, Speech say)
    {
        var local = TimeZoneInfo.ConvertTime(at, say.Zone);
        return say.Say(
            local.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{local.Day} {Months[local.Month - 1]} {local.Year}"));
    }

    /// <summary>As people write it; the IANA name where there is no such habit.</summary>
    public static string ZoneName(TimeZoneInfo zone) => zone.Id switch
    {
        "Asia/Jakarta" or "Asia/Pontianak" => "WIB",
        "Asia/Makassar" => "WITA",
        "Asia/Jayapura" => "WIT",
        var other => other,
    };

    private static string Clock(DateTimeOffset local, string between) =>
        local.ToString("HH", CultureInfo.InvariantCulture) + between + local.ToString("mm", CultureInfo.InvariantCulture);
}
