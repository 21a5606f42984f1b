using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Reports;

/// <summary>On which volumes of the fleet a stored message was really read after the upgrade, and on which none was.</summary>
internal static class VolumesRead
{
    public static Figure Of(ReportNight n)
    {
        var label = n.Say.Say("Volumes", "Volume");
        if (n.Last<Sampled>(s => s is { What: "compare", Blobs.Count: > 0 }) is not { Event: Sampled { Blobs: { } blobs } } r)
        {
            return new Figure(label, n.Say.Say("not checked: no stored message was read on any of them", "tidak dicek: tidak ada pesan tersimpan yang dibaca"), []);
        }
        var read = blobs.Select(b => b.Split(' ')).Where(b => b.Length == 4).ToList();
        var failed = read.Where(b => b[3] != "0").Select(b => $"{b[0]} {b[1]}").ToList();
        var far = n.Fleet.Hosts.SelectMany(h => h.Volumes.Select(v => $"{h.Name} {v.Name}"));
        var not = far.Except(read.Select(b => $"{b[0]} {b[1]}")).Order(StringComparer.Ordinal).ToList();
        var (count, none) = (n.Say.Number(read.Count), n.Say.Say("none", "tidak ada"));
        return new Figure(
            label,
            n.Say.Say(
                $"messages read on {count}; failed: {List(failed, none)}; not checked: {List(not, none)}",
                $"pesan dibaca di {count}; gagal: {List(failed, none)}; tidak dicek: {List(not, none)}"),
            [r.Seq]);
    }

    private static string List(List<string> names, string none) => names.Count == 0 ? none : Words.Of(string.Join(", ", names));
}
