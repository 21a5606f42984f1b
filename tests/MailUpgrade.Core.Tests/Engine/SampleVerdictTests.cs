using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Sampling;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

/// <summary>What a sampling of the plan makes of what was read: what chats are told of it, and when it shows too little to count.</summary>
public sealed class SampleVerdictTests
{
    [Fact]
    public async Task The_gravest_difference_is_named_first_with_its_cause_and_without_its_address()
    {
        var outcome = await JudgedAsync("compare", new SampleOutcome(
            "h", 66, 600,
            [
                new Finding("anna@example.co.id", "", "signatures", "2", "0", "signatures-not-migrated", Severity.Serious),
                new Finding("budi@example.co.id", "Inbox", "items", "9", "7", "messages-lost", Severity.Grave),
            ],
            []));
        Assert.Equal("2 differences in 66 accounts, gravest: bu…@example.co.id Inbox, items: before 9, after 7; likely cause: messages-lost", outcome.Reason);
        Assert.Equal("failed", outcome.Word);
    }

    [Theory]
    [InlineData("compare", 3, "succeeded")]
    [InlineData("compare", 4, "failed")]      // of 60: the comparison has shown too little
    [InlineData("baseline", 30, "succeeded")] // closed accounts refuse a login on any day
    [InlineData("baseline", 31, "failed")]    // most of them: it is the probe's own login
    public async Task What_could_not_be_read_counts_as_nothing_shown(string what, int unread, string kind)
    {
        var outcome = await JudgedAsync(what, new SampleOutcome("h", 60, 600, [], []) { Inconclusive = [.. Enumerable.Range(1, unread).Select(n => $"user{n}@example.co.id: refused for rate")] });
        Assert.Equal(kind, outcome.Word);
        if (kind == "failed")
        {
            Assert.Equal("inconclusive", outcome.Verdict);
            Assert.EndsWith("first: us…@example.co.id: refused for rate", outcome.Reason, StringComparison.Ordinal);
        }
    }

    private static async Task<Outcome> JudgedAsync(string what, SampleOutcome sample)
    {
        using var night = await new EngineNight().StartAsync();
        night.Samples = (_, _) => Task.FromResult(sample);
        var step = SamplePlan.Files.Plan.Phases[0].Steps[0] with { Kind = StepKind.Sample, With = new Dictionary<string, string> { ["take"] = what } };
        return await night.Sampling.OfStepAsync(step, night.Run.State.StepOf(step.Id), CancellationToken.None);
    }
}
