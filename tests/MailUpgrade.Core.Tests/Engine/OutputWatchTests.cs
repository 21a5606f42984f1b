using System.Text;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

public sealed class OutputWatchTests
{
    private const string Noisy = "Starting ünïcödé …\r\n\u001b[1;32mDo you\u001b[0m agree?\u001b]0;title\u0007 [\u001b(BN\u001b[K] ";

    [Fact]
    public void A_prompt_is_known_wherever_its_bytes_are_cut_and_whatever_noise_stands_in_it()
    {
        var bytes = Encoding.UTF8.GetBytes(Noisy);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var watch = new OutputWatch(SamplePlan.Pack(), null, 0);
            watch.Take(0, bytes.AsSpan(0, cut));
            watch.Take(cut, bytes.AsSpan(cut));
            Assert.Equal("Y", watch.Known()?.Answer);
            Assert.Equal("Do you agree? [N] ", watch.Tail);
        }
    }

    [Fact]
    public void Byte_by_byte_nothing_is_known_before_the_prompt_is_whole()
    {
        var bytes = Encoding.UTF8.GetBytes(Noisy);
        var watch = new OutputWatch(SamplePlan.Pack(), null, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.Null(watch.Known());
            watch.Take(i, bytes.AsSpan(i, 1));
        }
        Assert.NotNull(watch.Known());
    }

    [Fact]
    public void What_was_taken_up_is_not_a_prompt_again_and_replayed_bytes_change_nothing()
    {
        var watch = new OutputWatch(SamplePlan.Pack(), null, 0);
        var bytes = "Do you agree? [N] "u8.ToArray();
        watch.Take(0, bytes);
        watch.Taken();
        Assert.Null(watch.Known());
        watch.Take(0, bytes);
        watch.Take(5, bytes.AsSpan(5));
        Assert.Null(watch.Known());
    }

    [Fact]
    public void A_progress_bar_is_its_last_state_and_no_question()
    {
        var watch = new OutputWatch(SamplePlan.Pack(), null, 0);
        watch.Take(0, " 10%\r 55%\r100%"u8);
        Assert.Equal("100%", watch.Tail);
        Assert.Null(watch.LooksAsked());
    }

    [Fact]
    public void A_known_prompt_that_other_output_pushed_up_is_found_again_after_a_silence()
    {
        var watch = new OutputWatch(SamplePlan.Pack(), null, 0);
        watch.Take(0, "Do you agree? [N] \nwarning: late word of a helper\n"u8);
        Assert.Null(watch.Known());
        Assert.Equal("Do you agree? [N] ", watch.LooksAsked());
    }

    [Theory]
    [InlineData("Do you wish to continue? [N] ", true)]
    [InlineData("Address unconfigured (**) items  (? - help) ", true)]
    [InlineData("Configuration complete - press return to exit ", true)]
    [InlineData("Port conflicts detected! - Press Enter/Return key to continue", true)]
    [InlineData("Enter the hostname:", true)]
    [InlineData("Starting servers...", false)]
    [InlineData("      ...", false)]
    [InlineData("100%", false)]
    [InlineData("", false)]
    public void A_line_that_waits_for_somebody_is_told_from_progress(string line, bool asks) =>
        Assert.Equal(asks, PromptRules.LooksLikeQuestion(line));

    [Theory]
    [InlineData("The system will be modified. Continue? [N] Y\n", true)]
    [InlineData("The system will be modified. Continue? [N] N\n", false)]
    [InlineData("The system will be modified. Continue? [N] \n", true)] // nobody echoed it: it may have been a yes
    [InlineData("The system will be modified. Continue? [N] ", false)] // not answered yet
    public void The_marker_counts_when_it_was_answered_by_somebody_else(string output, bool seen)
    {
        var watch = new OutputWatch(SamplePlan.Pack(), "Continue? [N]", 0);
        watch.Take(0, Encoding.UTF8.GetBytes(output));
        Assert.Equal(seen, watch.MarkerSeen);
    }
}
