using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>Reads the freeze calendar. Never throws for what a file says: faults are values.</summary>
public static class CalendarLoader
{
    private static readonly LocalText NoText = new("", "");

    /// <summary>Reads a calendar file. A missing file is one fault.</summary>
    public static Loaded<FreezeCalendar> Load(string path) => DiskFiles.Load(path, LoadBytes);

    /// <summary>Reads a calendar from its text.</summary>
    public static Loaded<FreezeCalendar> LoadText(string file, string text) => LoadBytes(file, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a calendar from its exact bytes.</summary>
    public static Loaded<FreezeCalendar> LoadBytes(string file, ReadOnlyMemory<byte> bytes) =>
        FileReading.Read(file, bytes, FleetShapes.Calendar,
            top => new FreezeCalendar(top.List("freezes", FleetShapes.Freeze, Freeze, atLeastOne: false)));

    private static Freeze Freeze(Section freeze)
    {
        var (from, through) = (freeze.Day("from"), freeze.Day("through"));
        if (through < from)
        {
            freeze.Fault("through", "out-of-range", $"the freeze ends {through:yyyy-MM-dd}, before it begins {from:yyyy-MM-dd}: swap them");
        }
        return new Freeze(from ?? default, through ?? default, freeze.Local("reason") ?? NoText);
    }
}
