using System.Globalization;

namespace MailUpgrade.Practice.Mail;

/// <summary>The faults set on a host, as the mail service sees them.</summary>
internal sealed class StoreFaults(string folder)
{
    public bool Has(string id) => File.Exists(Path.Combine(folder, id));

    /// <summary>0 where the fault is not set.</summary>
    public int Number(string id, string key, int otherwise)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(folder, id));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return 0;
        }

        foreach (var line in lines)
        {
            if (line.StartsWith(key + "=", StringComparison.Ordinal)
                && int.TryParse(line.AsSpan(key.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return otherwise;
    }
}
