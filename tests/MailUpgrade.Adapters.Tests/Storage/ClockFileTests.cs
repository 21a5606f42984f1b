using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Time;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Storage;

public sealed class ClockFileTests : IDisposable
{
    private static readonly ClockDefinition Clock = new(
        new DateTimeOffset(2018, 12, 29, 18, 0, 0, TimeSpan.FromHours(7)), new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), 60);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_clock_is_the_same_clock_after_a_restart()
    {
        new ClockFile(folder.File("clock")).Write(Clock);

        Assert.Equal(Clock, new ClockFile(folder.File("clock")).Read());
        Assert.Equal([folder.File("clock")], Directory.GetFiles(folder.FullPath));
    }

    [Fact]
    public void Before_it_is_written_there_is_no_clock() => Assert.Null(new ClockFile(folder.File("clock")).Read());

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"start\":\"2018-12-29T11:00:00Z\",\"anchor\":\"2026-01-02T03:04:05Z\",\"speed\":0}")]
    [InlineData("{\"start\":\"2018-12-29T11:00:00Z\",\"anchor\":\"2026-01-02T03:04:05Z\"}")]
    public void A_broken_clock_is_an_error_and_no_guess(string text)
    {
        File.WriteAllText(folder.File("clock"), text);

        Assert.Throws<InvalidDataException>(() => new ClockFile(folder.File("clock")).Read());
    }

    [Theory]
    [InlineData(60, "60")]
    [InlineData(0.5, "0.5")]
    [InlineData(1e-5, "0.00001")]
    public void The_copy_for_sh_is_three_assignments(double speed, string written)
    {
        ClockFile.WriteShellCopy(folder.File("clock.sh"), Clock with { Speed = speed });

        Assert.Equal(
            $"CLOCK_START_MS=1546081200000\nCLOCK_ANCHOR_MS=1767323045678\nCLOCK_SPEED={written}\n",
            File.ReadAllText(folder.File("clock.sh")));
    }

    [Fact]
    public void One_real_second_is_a_run_minute_at_speed_60()
    {
        Assert.Equal(Clock.Start.AddMinutes(1), Clock.NowAt(Clock.Anchor.AddSeconds(1)));
        Assert.Equal(Clock.Anchor.AddSeconds(1), Clock.WireAt(Clock.Start.AddMinutes(1)));
        Assert.Equal(TimeSpan.Zero, Clock.NowAt(Clock.Anchor).Offset);
    }
}
