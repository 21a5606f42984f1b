using System.Globalization;
using System.Text;

namespace MailUpgrade.Practice.Mail;

/// <summary>Messages that need no room: size, date, place and every byte follow from the mailbox's seed and the item number.</summary>
internal static class SeededMessage
{
    /// <summary>Items older than this lie on a secondary volume: the store's HSM policy.</summary>
    public static readonly TimeSpan HsmAge = TimeSpan.FromDays(30);

    private const string Words =
        "rapat laporan invoice kirim gudang stok harga surat kontrak jadwal tim proyek revisi lampiran terima kasih minggu depan kantor cabang ";

    /// <summary>Bytes, 700 to about 90,000, most of them small.</summary>
    public static int Size(MailAccount account, int item)
    {
        var hash = Mix(account.Seed, item);
        var small = 700 + (int)(hash % 6000);
        return (hash >> 32) % 16 == 0 ? small + (int)((hash >> 40) % 84_000) : small;
    }

    public static long Sizes(MailAccount account, int first, int count)
    {
        var sum = 0L;
        for (var item = first; item < first + count; item++)
        {
            sum += Size(account, item);
        }

        return sum;
    }

    public static DateTimeOffset Date(MailAccount account, MailFolder folder, int item)
    {
        var span = account.Last - account.Created;
        return account.Created + TimeSpan.FromSeconds(Math.Floor(span.TotalSeconds * (item - folder.First + 1) / (folder.Count + 1)));
    }

    /// <summary>Volume number: 1 new, 3 old, and every other old one on 4 where the store has a far volume.</summary>
    public static int Volume(MailAccount account, MailFolder folder, int item, bool hasFar) =>
        account.Last - Date(account, folder, item) < HsmAge ? 1
        : hasFar && Mix(account.Seed, item) % 2 == 0 ? 4
        : 3;

    /// <summary>Exactly <see cref="Size"/> bytes of RFC 5322 text.</summary>
    public static byte[] Bytes(MailAccount account, MailFolder folder, int item)
    {
        var size = Size(account, item);
        var date = Date(account, folder, item).ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        var text = new StringBuilder(size + 100);
        text.Append(CultureInfo.InvariantCulture, $"Date: {date}\r\nFrom: sender{Mix(account.Seed, item) % 97}@example.net\r\nTo: {account.Address}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Message-ID: <{account.Seed:x}.{item}@example.net>\r\nSubject: Pesan {item}\r\nMIME-Version: 1.0\r\n");
        text.Append("Content-Type: text/plain; charset=us-ascii\r\n\r\n");
        for (var word = (int)(Mix(account.Seed, -item) % (ulong)Words.Length); text.Length < size - 2; word++)
        {
            text.Append(text.Length % 72 == 70 ? "\r\n" : Words.AsSpan(word % Words.Length, 1));
        }

        text.Length = size - 2;
        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>SplitMix64: the same everywhere and always, unlike HashCode.</summary>
    public static ulong Mix(ulong seed, int item)
    {
        var z = seed + (unchecked((ulong)item) * 0x9E3779B97F4A7C15UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
