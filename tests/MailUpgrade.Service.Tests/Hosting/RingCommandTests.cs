using MailUpgrade.Core.Chat;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace MailUpgrade.Service.Tests.Hosting;

/// <summary>The last call is the site's own command.</summary>
public sealed class RingCommandTests : IDisposable
{
    private static readonly OutboundMessage Ask = new("k", MessageKind.Decision, true, "supervisor", ["✖ mbs3 failed: $(touch pwned) \"'", "more"], [], null);

    private readonly string folder = Directory.CreateTempSubdirectory("ring").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_is_told_who_and_what_in_its_environment_and_no_word_of_it_is_run()
    {
        var file = Path.Combine(folder, "rung");
        Assert.Equal(0, await RingAsync($"cd {folder} && printf '%s|%s|%s' \"$MAILUPGRADE_WHO\" \"$MAILUPGRADE_WHAT\" \"$MAILUPGRADE_RUN\" > {file}"));
        Assert.Equal("supervisor|✖ mbs3 failed: $(touch pwned) \"'|run-1", await File.ReadAllTextAsync(file));
        Assert.False(File.Exists(Path.Combine(folder, "pwned")));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("exit 7", 7)]
    [InlineData("/no/such/program", 127)]
    public async Task A_command_that_fails_or_is_not_there_ends_nothing(string command, int? code) => Assert.Equal(code, await RingAsync(command));

    [Fact]
    public async Task One_that_hangs_is_ended_after_two_minutes()
    {
        var clock = new ManualClock(SamplePlan.KickOff);
        var ringing = new RingCommand("sleep 600 & wait", clock, NullLogger.Instance).RingAsync("run-1", Ask);
        clock.Advance(TimeSpan.FromSeconds(119));
        Assert.False(ringing.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await ringing);
    }

    private static Task<int?> RingAsync(string command) => new RingCommand(command, TimeProvider.System, NullLogger.Instance).RingAsync("run-1", Ask);
}
