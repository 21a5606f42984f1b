using System.Globalization;
using System.Text.RegularExpressions;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Service.Drills.Play;
using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

/// <summary>The orders to stop and to start services that a played night really gave: when each began and ended, by its journal and by the hosts' own ledgers.</summary>
internal sealed class GivenOrders
{
    private readonly List<(string Step, long Began, long Ended)> journal = [];
    private readonly List<(string Step, long At)> ledgers;

    /// <param name="state">Folder that the night left.</param>
    /// <param name="steps">Which steps give such orders.</param>
    private GivenOrders(string state, Regex steps)
    {
        using var read = new DrillJournal(state);
        foreach (var row in read.After(0))
        {
            switch (row.Event)
            {
                case StepStarted begun when steps.IsMatch(begun.Step):
                    journal.Add((begun.Step, row.Seq, long.MaxValue));
                    break;
                case StepEnded ended when steps.IsMatch(ended.Step):
                    var at = journal.FindLastIndex(o => o.Step == ended.Step);
                    journal[at] = journal[at] with { Ended = row.Seq };
                    break;
            }
        }
        ledgers = [.. Directory.GetFiles(Path.Combine(state, "practice"), "ledger", SearchOption.AllDirectories).SelectMany(File.ReadLines)
            .Select(l => l.Split(' ')).Where(l => steps.IsMatch(l[0])).Select(l => (l[0], long.Parse(l[2], CultureInfo.InvariantCulture)))];
    }

    /// <summary>The step begins when every other of them has ended, by the hosts' own notes too.</summary>
    public static void LastIs(string step, int hosts, string state, string steps)
    {
        var orders = new GivenOrders(state, new Regex(steps));
        var last = Assert.Single(orders.journal, o => o.Step == step);
        var others = orders.journal.Where(o => o != last).ToList();
        Assert.Equal(hosts - 1, others.Select(o => o.Step.Split('/')[1]).Distinct().Count());
        Assert.All(others, o => Assert.True(o.Ended < last.Began, $"{o.Step} ended at {o.Ended}, {step} began at {last.Began}"));
        var noted = orders.ledgers.Single(o => o.Step == step);
        Assert.All(orders.ledgers.Where(o => o != noted), o => Assert.True(o.At < noted.At, $"{o.Step} was started after {step}"));
    }

    /// <summary>The step has ended when the first other of them begins, by the hosts' own notes too.</summary>
    public static void FirstIs(string step, int hosts, string state, string steps)
    {
        var orders = new GivenOrders(state, new Regex(steps));
        var first = Assert.Single(orders.journal, o => o.Step == step);
        var others = orders.journal.Where(o => o != first).ToList();
        Assert.Equal(hosts - 1, others.Select(o => o.Step.Split('/')[1]).Where(h => h != step.Split('/')[1]).Distinct().Count());
        Assert.All(others, o => Assert.True(first.Ended < o.Began, $"{o.Step} began at {o.Began}, {step} ended at {first.Ended}"));
        var noted = orders.ledgers.Single(o => o.Step == step);
        Assert.All(orders.ledgers.Where(o => o != noted), o => Assert.True(o.At > noted.At, $"{o.Step} was started before {step}"));
    }
}
