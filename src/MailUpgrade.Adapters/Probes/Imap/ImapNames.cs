using System.Text;

namespace MailUpgrade.Adapters.Probes.Imap;

/// <summary>Names of folders as IMAP writes them (RFC 3501, 5.1.3: modified UTF-7) and as people do.</summary>
internal static class ImapNames
{
    /// <summary>For people and for comparing with other ways: slashes between folders, INBOX as Inbox; what cannot be read stays as it is.</summary>
    public static string Path(string name, char? delimiter)
    {
        var path = Decoded(name);
        if (delimiter is { } d and not '/')
        {
            path = path.Replace(d, '/');
        }
        return path.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "Inbox"
            : path.StartsWith("INBOX/", StringComparison.OrdinalIgnoreCase) ? "Inbox" + path[5..] : path;
    }

    /// <summary>Decodes; a name that is no proper UTF-7 is given back as it came.</summary>
    public static string Decoded(string name)
    {
        if (!name.Contains('&', StringComparison.Ordinal))
        {
            return name;
        }
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '&')
            {
                text.Append(name[i]);
                continue;
            }
            var end = name.IndexOf('-', i);
            if (end < 0)
            {
                return name;
            }
            if (end == i + 1)
            {
                text.Append('&');
            }
            else
            {
                var coded = name[(i + 1)..end].Replace(',', '/');
                var bytes = new byte[coded.Length];
                if (!Convert.TryFromBase64String(coded.PadRight((coded.Length + 3) / 4 * 4, '='), bytes, out var length) || length % 2 != 0)
                {
                    return name;
                }
                text.Append(Encoding.BigEndianUnicode.GetString(bytes, 0, length));
            }
            i = end;
        }
        return text.ToString();
    }
}
