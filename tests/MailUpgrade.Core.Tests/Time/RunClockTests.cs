using MailUpgrade.Core.Time;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Time;

public sealed class RunClockTests
{
    private static readonly DateTimeOffset Begin = new(2018, 12, 29, 11, 0, 0, TimeSpan.Zero);
    private readonly ManualClock wire = new(Begin.AddYears(8));
    private readonly List<ClockDefinition> stored = [];

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(600)]
    public void It_runs_at_its_speed(double speed)
    {
        var clock = At(speed);
        wire.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Begin.AddSeconds(10 * speed), clock.GetUtcNow());
    }

    [Fact]
    public void Above_sixty_it_stands_at_a_due_timer_and_goes_on_from_there()
    {
        var clock = At(600);
        clock.Barrier = Begin.AddHours(5);
        wire.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(Begin.AddHours(5), clock.GetUtcNow());

        clock.Barrier = Begin.AddHours(12);
        Assert.Equal(Begin.AddHours(5), clock.GetUtcNow());
        wire.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Begin.AddHours(5).AddMinutes(10), clock.GetUtcNow());
        Assert.Single(stored);
    }

    [Fact]
    public void Up_to_sixty_it_waits_for_nobody()
    {
        var clock = At(60);
        clock.Barrier = Begin.AddMinutes(5);
        using var call = clock.Expect(TimeSpan.FromSeconds(1));
        wire.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Begin.AddHours(1), clock.GetUtcNow());
        Assert.Empty(stored);
    }

    [Fact]
    public void A_slow_machine_is_not_a_long_night()
    {
        var clock = At(600);
        using (clock.Expect(TimeSpan.FromSeconds(10)))
        {
            wire.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal(Begin.AddSeconds(10), clock.GetUtcNow());
        }
        wire.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Begin.AddSeconds(10).AddMinutes(10), clock.GetUtcNow());
    }

    [Fact]
    public void A_call_that_hangs_does_not_stop_the_clock_for_ever()
    {
        var clock = At(600);
        using var call = clock.Expect(TimeSpan.FromSeconds(10));
        wire.Advance(TimeSpan.FromMinutes(1));
        Assert.True(clock.GetUtcNow() > Begin.AddHours(1));
    }

    [Fact]
    public void A_jump_goes_forward_only()
    {
        var clock = At(60);
        clock.JumpTo(Begin.AddHours(5));
        Assert.Equal(Begin.AddHours(5), clock.GetUtcNow());
        clock.JumpTo(Begin);
        Assert.Equal(Begin.AddHours(5), clock.GetUtcNow());
        Assert.Equal(Begin.AddHours(5), Assert.Single(stored).Start);
    }

    [Fact]
    public void A_timer_fires_at_its_run_time_and_at_once_when_the_clock_jumps_past_it()
    {
        var clock = At(60);
        var fired = 0;
        using var first = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        wire.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, fired);
        wire.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);

        using var second = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(3), Timeout.InfiniteTimeSpan);
        clock.JumpTo(clock.GetUtcNow().AddHours(4));
        wire.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, fired);
    }

    private RunClock At(double speed) => new(wire, new ClockDefinition(Begin, wire.GetUtcNow(), speed), stored.Add);
}
