using System.Text;
using MailUpgrade.Service.Tests.Drills;
using Xunit;
using Xunit.Abstractions;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Random faults at random moments over real ssh: nothing runs twice, nothing is lost, nothing is called done that is not.</summary>
[Collection("lab")]
public sealed class FaultCampaignTests(ITestOutputHelper output)
{
    [LabFact]
    public Task Twenty_random_faults_break_no_promise() => PlayAsync(runs: 1, faults: 20, seed: 2018);

    [LongLabFact]
    public Task Three_hundred_random_faults_break_no_promise() => PlayAsync(runs: 10, faults: 30, seed: 1);

    private async Task PlayAsync(int runs, int faults, int seed)
    {
        var table = new StringBuilder("seed  faults  succeeded  failed  unknown  wrong\n");
        var played = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        for (var n = 0; n < runs; n++)
        {
            var folder = Directory.CreateTempSubdirectory("mailupgrade-faults-").FullName;
            await using var log = new StreamWriter(Path.Combine(folder, "transcript"));
            var campaign = new FaultCampaign(seed + n, faults, folder, log);
            var found = await campaign.RunAsync(CancellationToken.None);
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{seed + n,4}{campaign.Played.Values.Sum(),8}{campaign.Succeeded,11}{campaign.Failed,8}{campaign.Unknown,9}{found.Count,7}\n");
            foreach (var (kind, count) in campaign.Played)
            {
                played[kind] = played.GetValueOrDefault(kind) + count;
            }

            wrong.AddRange(found.Select(f => $"seed {seed + n}: {f} (in {folder})"));
            if (found.Count == 0)
            {
                await log.DisposeAsync();
                Directory.Delete(folder, recursive: true);
            }
        }

        table.Append('\n').AppendJoin('\n', played.Select(p => $"{p.Value,5}  {p.Key}"));
        output.WriteLine(table.ToString());
        Assert.True(wrong.Count == 0, string.Join('\n', wrong) + "\n" + table);
    }
}
