using System.Text;

namespace MailUpgrade.Adapters.Probes.Wire;

/// <summary>Replies of SMTP and LMTP (RFC 5321, 4.2): three digits, more lines with a hyphen.</summary>
internal static class LineReply
{
    private const int MostLines = 200;

    /// <summary>The code and the texts of all lines.</summary>
    /// <exception cref="MailFaultException">Not such a reply.</exception>
    public static async ValueTask<(int Code, IReadOnlyList<string> Lines)> ReadAsync(ProbeWire wire)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = Encoding.Latin1.GetString((await wire.ReadLineAsync()).Span);
            if (line.Length < 3 || line.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9') || (line.Length > 3 && line[3] is not (' ' or '-')) || lines.Count >= MostLines)
            {
                throw new MailFaultException("protocol: no reply");
            }
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                var code = int.Parse(line.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture);
                return code is 421 or 450 or 451 or 452 or 454 && lines.Any(IsAboutRate)
                    ? throw new RateRefusedException($"{wire.Target.Host} refused for rate.") : (code, lines);
            }
        }
    }

    private static bool IsAboutRate(string text) =>
        text.Contains("too many", StringComparison.OrdinalIgnoreCase) || text.Contains("rate", StringComparison.OrdinalIgnoreCase) || text.Contains("too much mail", StringComparison.OrdinalIgnoreCase)
        || text.Contains("4.7.0", StringComparison.Ordinal) && text.Contains("connection", StringComparison.OrdinalIgnoreCase);
}
