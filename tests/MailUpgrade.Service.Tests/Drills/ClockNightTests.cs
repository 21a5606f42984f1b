using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

/// <summary>Nights about time and evidence: who is stopped by the clock, and what a rehearsal must prove first.</summary>
public sealed class ClockNightTests
{
    [Theory]
    [InlineData("sandbox-proof")]
    [InlineData("conflict-holds-start")]
    [InlineData("shadow-night")]
    [InlineData("late-node-two-names")]
    [InlineData("clock-set-back")]
    public Task The_night_goes_as_written(string drill) => Nights.PassAsync("decisions/" + drill);

    [LongFact]
    public Task Other_work_that_ends_in_time_does_not_hold_the_start() => Nights.PassAsync("decisions/conflict-ends-in-time");
}
