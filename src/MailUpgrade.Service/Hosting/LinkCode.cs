using System.Security.Cryptography;

namespace MailUpgrade.Service.Hosting;

/// <summary>Codes of <c>/link</c>: eight of 28 letters and digits that cannot be taken for one another, about 38 bits.</summary>
internal static class LinkCode
{
    private const string Letters = "ACDEFGHJKLMNPQRTUVWXY3479BSZ";

    public static string New() => string.Create(9, 0, static (text, _) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = i == 4 ? '-' : Letters[RandomNumberGenerator.GetInt32(Letters.Length)];
        }
    });
}
