using System.Globalization;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>What was said and done, with times of the run clock in the plan's zone.</summary>
internal sealed class Transcript(TimeZoneInfo zone, IReadOnlyList<TextWriter> writers)
{
    private readonly Lock gate = new();

    /// <summary>One entry; further lines of a text are set in.</summary>
    public void Add(DateTimeOffset at, string who, string text)
    {
        var time = TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var lines = text.Split('\n');
        Write($"{time}  {who,-10}  {lines[0]}");
        foreach (var line in lines.Skip(1))
        {
            Write($"{"",8}  {"",10}  {line}");
        }
    }

    /// <summary>A line without a time.</summary>
    public void Write(string line)
    {
        lock (gate)
        {
            foreach (var writer in writers)
            {
                writer.WriteLine(line);
                writer.Flush();
            }
        }
    }
}
