namespace MailUpgrade.Core.Reports.Acceptance;

/// <summary>Numbers of a date in words, as a deed has them: <c>dua ribu delapan belas</c>, <c>two thousand and eighteen</c>.</summary>
internal static class NumberWords
{
    private static readonly string[] IndonesianOnes =
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];

    private static readonly string[] EnglishOnes =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] EnglishTens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] Ordinals =
    [
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
        "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];

    /// <summary>0 to 9999.</summary>
    public static string Indonesian(int n) => n switch
    {
        < 12 => IndonesianOnes[n],
        < 20 => IndonesianOnes[n - 10] + " belas",
        < 100 => IndonesianOnes[n / 10] + " puluh" + Rest(n % 10, Indonesian),
        < 200 => "seratus" + Rest(n - 100, Indonesian),
        < 1000 => IndonesianOnes[n / 100] + " ratus" + Rest(n % 100, Indonesian),
        < 2000 => "seribu" + Rest(n - 1000, Indonesian),
        _ => Indonesian(n / 1000) + " ribu" + Rest(n % 1000, Indonesian),
    };

    /// <summary>0 to 9999.</summary>
    public static string English(int n) => n switch
    {
        < 20 => EnglishOnes[n],
        < 100 => EnglishTens[n / 10] + (n % 10 == 0 ? "" : "-" + EnglishOnes[n % 10]),
        < 1000 => EnglishOnes[n / 100] + " hundred" + And(n % 100),
        _ => English(n / 1000) + " thousand" + (n % 1000 < 100 ? And(n % 1000) : Rest(n % 1000, English)),
    };

    /// <summary>1 to 31: <c>twenty-ninth</c>.</summary>
    public static string EnglishOrdinal(int day) => day <= 20 ? Ordinals[day]
        : day == 30 ? "thirtieth" : EnglishTens[day / 10] + "-" + Ordinals[day % 10];

    private static string Rest(int n, Func<int, string> words) => n == 0 ? "" : " " + words(n);

    private static string And(int n) => n == 0 ? "" : " and " + English(n);
}
