using System.Globalization;
using System.Text;

namespace MailUpgrade.Practice.Mail;

/// <summary>UID FETCH of RFC822.SIZE, FLAGS and BODY.PEEK[] from one folder.</summary>
internal sealed class ImapFetch(MailStore store, MailAccount account, MailFolder folder)
{
    public async Task<string> AnswerAsync(WireConnection wire, string set, string what, CancellationToken ct)
    {
        var size = what.Contains("RFC822.SIZE", StringComparison.OrdinalIgnoreCase);
        var body = what.Contains("BODY.PEEK[]", StringComparison.OrdinalIgnoreCase) || what.Contains("BODY[]", StringComparison.OrdinalIgnoreCase);
        var items = store.Items(account, folder);
        if (Ranges(set, items.Count == 0 ? 0 : items[^1]) is not { } ranges)
        {
            return "BAD not a set of UIDs";
        }

        for (var number = 0; number < items.Count; number++)
        {
            var item = items[number];
            if (!ranges.Any(r => r.From <= item && item <= r.To))
            {
                continue;
            }

            var answer = new StringBuilder();
            answer.Append(CultureInfo.InvariantCulture, $"* {number + 1} FETCH (UID {item}");
            if (size)
            {
                answer.Append(CultureInfo.InvariantCulture, $" RFC822.SIZE {store.Size(account, item)}");
            }

            if (!body)
            {
                await wire.WriteLineAsync(answer.Append(')').ToString());
                continue;
            }

            if (await store.ReadAsync(account, folder, item, ct) is not { } bytes)
            {
                return "NO UID FETCH failed";
            }

            answer.Append(CultureInfo.InvariantCulture, $" BODY[] {{{bytes.Length}}}\r\n");
            await wire.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes(answer.ToString()), .. bytes, .. ")\r\n"u8]);
        }

        return "OK UID FETCH completed";
    }

    private static List<(int From, int To)>? Ranges(string set, int last)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var part in set.Split(','))
        {
            var ends = part.Split(':');
            if (ends.Length > 2 || Number(ends[0], last) is not { } from || Number(ends[^1], last) is not { } to)
            {
                return null;
            }

            ranges.Add((Math.Min(from, to), Math.Max(from, to)));
        }

        return ranges;
    }

    private static int? Number(string text, int last) =>
        text == "*" ? last : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
