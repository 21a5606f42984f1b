using Xunit;

namespace MailUpgrade.Service.Tests.Drills;

/// <summary>The night of the case, played by the real program on the practice cluster. Classes play at the same time, so each is a few minutes at most.</summary>
public sealed class NightTests
{
    [Fact]
    public Task The_night_of_the_case_goes_as_written_and_the_directory_master_is_last_down_and_first_up() => Nights.PassAsync("december-2018", state =>
    {
        GivenOrders.LastIs("stop-master/ldap1", 13, state, "^stop-(?!again/)");
        GivenOrders.FirstIs("wake-ldap-master/ldap1", 13, state, "^(wake-ldap-master|upgrade-[a-z]+|start-[a-z]+)/");
    });

    [LongTheory]
    [InlineData("quick")] // ./test plays it with a client who says no first
    [InlineData("clean-night")] // asks at most twelve decisions
    public Task A_clean_night_goes_as_written(string drill) => Nights.PassAsync(drill);
}

/// <summary>Nights in which time, people or a package are late.</summary>
public sealed class LateNightTests
{
    [Theory]
    [InlineData("notok-mended-ok")]
    [InlineData("slow-package")]
    [InlineData("no-go-until-23-10")]
    [InlineData("own-go")]
    public Task The_night_goes_as_written(string drill) => Nights.PassAsync(drill);
}

/// <summary>The bot is killed again and again.</summary>
public sealed class KilledNightTests
{
    [Fact]
    public Task The_night_goes_as_written_although_the_bot_is_killed_ten_times() => Nights.PassAsync("killed-ten-times");
}

/// <summary>Nights that do not come to their end, or are none.</summary>
public sealed class SadNightTests
{
    [Theory]
    [InlineData("freeze-day")]
    [InlineData("rehearsal")]
    public Task The_night_goes_as_written(string drill) => Nights.PassAsync(drill);

    [Fact]
    public Task On_the_way_back_too_the_directory_master_is_last_down_and_first_up() => Nights.PassAsync("rollback-after-third-store", state =>
    {
        GivenOrders.LastIs("back-stop-master/ldap1", 13, state, "^back-stop(-|/)");
        GivenOrders.FirstIs("back-start-ldap/ldap1", 13, state, "^back-start-");
    });
}

/// <summary>Decisions and people, each named after the complaint it answers: <c>drills/decisions</c>.</summary>
public sealed class DecisionNightTests
{
    private static readonly string[] InEveryTest =
        ["plan-edited-after-go", "down-over-the-instant", "handover-needs-take", "fix-becomes-a-step", "state-disk-full", "lost-bot"];

    public static TheoryData<string> Short => [.. InEveryTest];

    public static TheoryData<string> Others =>
    [
        "snapshot-lost-after-go", "second-process", "skip-with-its-price", "item-by-item", "late-and-doubled-presses", "break-glass", "stop-file",
        "frozen-after-go", "names-do-not-mix", "own-copies", "lost-bot-six-stores", "notok-then-back",
    ];

    [Theory]
    [MemberData(nameof(Short))]
    public Task The_night_goes_as_written(string drill) => Nights.PassAsync("decisions/" + drill);

    [LongTheory]
    [MemberData(nameof(Others))]
    public Task The_long_night_goes_as_written(string drill) => Nights.PassAsync("decisions/" + drill);
}

internal static class Nights
{
    /// <summary>Plays it; it must end as written.</summary>
    /// <param name="drill">Below <c>drills/</c>, without ending.</param>
    /// <param name="look">Looks at the state folder that it leaves.</param>
    /// <param name="more">Further words of the command line.</param>
    public static async Task PassAsync(string drill, Action<string>? look = null, IEnumerable<string>? more = null)
    {
        var state = Directory.CreateTempSubdirectory("mailupgrade-night-").FullName;
        try
        {
            var (exit, output) = await PlayedDrill.PlayAsync($"drills/{drill}.yaml", state, more ?? []);
            Assert.True(exit == 0, $"{drill} ended with {exit}:\n{output[Math.Max(0, output.Length - 12_000)..]}");
            look?.Invoke(state);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }
}

/// <summary>Belongs to the long campaigns: runs with <c>./test --long</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") is not "1")
        {
            Skip = "a long campaign: ./test --long runs it";
        }
    }
}

/// <summary>Belongs to the long campaigns: runs with <c>./test --long</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") is not "1")
        {
            Skip = "a long campaign: ./test --long runs it";
        }
    }
}
