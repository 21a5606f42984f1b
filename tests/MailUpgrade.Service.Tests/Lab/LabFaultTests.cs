using System.Text.RegularExpressions;
using MailUpgrade.Practice.Faults;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Every fault as a real host shows it over ssh: set, seen, cleared, gone.</summary>
[Collection("lab")]
public sealed class LabFaultTests
{
    private static readonly LabFaultRow[] Rows = [.. LabFaultTable.AtWork, .. LabFaultTable.InTheNight, .. LabFaultTable.OfMail];

    [Fact]
    public void Every_fault_is_shown_on_a_host_of_the_lab_or_is_none_of_a_host()
    {
        var kinds = FaultCatalogue.Load().Kinds;
        Assert.Equal(kinds.Keys.Where(k => kinds[k].OnHost).Order(StringComparer.Ordinal), Rows.Select(r => r.Fault).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(kinds.Keys.Where(k => !kinds[k].OnHost).Order(StringComparer.Ordinal), LabFaultTable.OfNoHost.Keys.Order(StringComparer.Ordinal));
    }

    [LongLabFact]
    public async Task A_fault_of_a_host_at_work_is_seen_while_it_is_set_and_not_after()
    {
        await using var bench = await LabBench.UpAsync(speed: 60);
        await LookAsync(bench, LabFaultTable.AtWork);
    }

    [LongLabFact]
    public async Task A_fault_of_the_installer_or_a_service_is_seen_while_it_is_set_and_not_after()
    {
        await using var bench = await LabBench.UpAsync(speed: 6000); // a store is installed in seconds
        await LabBench.MakeReadyAsync("ldap1", "mta1", "mbs1");
        await LookAsync(bench, LabFaultTable.InTheNight);
    }

    [LongLabFact]
    public async Task A_fault_of_the_mail_is_seen_from_outside_while_it_is_set_and_not_after()
    {
        await using var bench = await LabBench.UpAsync(speed: 60);
        await LookAsync(bench, LabFaultTable.OfMail);
    }

    /// <summary>Looks that are the same are made one after another: what one says after a fault is cleared is what the next begins with.</summary>
    private static async Task LookAsync(LabBench bench, IEnumerable<LabFaultRow> rows)
    {
        var wrong = new List<string>();
        foreach (var same in rows.GroupBy(r => (r.Host, r.Look)))
        {
            var (host, look) = same.Key;
            await SaysAsync("before", text => Sound(text) && !same.Any(row => Shows(row, text)));
            foreach (var row in same)
            {
                Set(row.Beside.Split(' ', 2) is [var beside, var count] ? (beside, count) : ("", ""));
                Set((row.Fault, row.Parameter));
                await SaysAsync($"{row.Fault} shows", text => Shows(row, text));
                foreach (var fault in new[] { row.Fault, row.Beside.Split(' ')[0] }.Where(f => f.Length > 0))
                {
                    bench.Faults.Clear(fault, host);
                }
                if (row.Mend.Length > 0)
                {
                    LabShell.Said(host, row.Mend);
                }
                await SaysAsync($"{row.Fault} stays:", text => Sound(text) && !Shows(row, text));
            }

            async Task SaysAsync(string what, Func<string, bool> holds)
            {
                var said = "";
                using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100)); // the lab's daemon looks as often
                for (var n = 0; n < look.Times; n++)
                {
                    if (holds(said = await look.SayAsync(bench, host)))
                    {
                        return;
                    }
                    await pause.WaitForNextTickAsync();
                }
                wrong.Add($"{host}, {what} {said[Math.Max(0, said.Length - 2000)..]}");
            }

            bool Sound(string text) => Regex.IsMatch(text, look.Sound);

            void Set((string Fault, string Parameter) it)
            {
                if (it.Fault.Length > 0)
                {
                    bench.Faults.Set(it.Fault, host, it.Parameter.Split('=', 2) is [var key, var value] ? new Dictionary<string, string> { [key] = value } : new Dictionary<string, string>());
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    private static bool Shows(LabFaultRow row, string text) => Regex.IsMatch(text, row.Says, RegexOptions.Singleline);
}
