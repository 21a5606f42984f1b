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
    public Task The_night_goes_as_written(string drill) => Nights.PassAsync("decisions/" + drill);

    [LongTheory]
    [InlineData("conflict-ends-in-time")]
    [InlineData("clock-set-back")]
    public Task The_long_night_goes_as_written(string drill) => Nights.PassAsync("decisions/" + drill);
}
