using System.Globalization;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes;

/// <summary>What a sampling left out, by code (words are the chat's and the report's), and what it read of volumes.</summary>
internal static class SampleNotes
{
    public static IReadOnlyList<string> Of(SampleJob job, IMailSystem system, Baseline b, IReadOnlyList<string> more)
    {
        List<string> notes = [];
        if (b.OutOf > b.Accounts.Count)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"rest:{b.OutOf - b.Accounts.Count}/{b.OutOf}"));
        }
        notes.Add("content");
        if (job.Knowledge.Purged.Count > 0)
        {
            notes.Add("purged:" + string.Join(", ", job.Knowledge.Purged));
        }
        if (system.NotSetUp.Count > 0)
        {
            notes.Add("no-way:" + string.Join(", ", system.NotSetUp));
        }
        notes.AddRange(b.Volumes.Where(v => v.Item.Length == 0).Select(v => $"no-blob:{v.Volume} of {v.Host}"));
        notes.AddRange(b.Accounts.Where(a => a.Login != AccountState.Ok && !more.Contains("unread-before:" + a.Address)).Select(a => "unread-before:" + a.Address));
        notes.AddRange(more);
        return notes;
    }

    public static IReadOnlyList<BlobCount> Counts(IReadOnlyList<VolumeState> before, IReadOnlyList<VolumeState> after) =>
    [
        .. after.Where(v => v.Item.Length > 0).GroupBy(v => (v.Host, Volume: v.Volume.Replace(' ', '_')))
            .Select(g => new BlobCount(g.Key.Host, g.Key.Volume, g.Count(), g.Count(v => v.Read.Length != 64 || before.All(o => o.Read != v.Read)))),
    ];
}
