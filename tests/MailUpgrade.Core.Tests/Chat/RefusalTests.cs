using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Runs;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class RefusalTests
{
    public static TheoryData<string> Codes => [.. RefusalCodes.All];

    [Fact]
    public void Every_code_has_a_rule_and_a_next_step_in_both_languages()
    {
        Assert.Equal(RefusalCodes.All, RefusalTexts.All.Select(t => t.Code));
        Assert.All(RefusalTexts.All, t =>
        {
            Assert.NotEqual(t.Rule.En, t.Rule.Id);
            Assert.NotEqual(t.Next.En, t.Next.Id);
        });
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_refusal_can_be_worded_even_with_no_facts_at_all(string code)
    {
        var night = new PureNight();
        foreach (var language in new[] { "en", "id" })
        {
            var lines = RefusalLines.Of(Refusal.Of(code), Told.Speech(language), night.State, night.Scene, "executor");
            Assert.True(FirstLine.Count(lines[0]) <= FirstLine.Longest, lines[0]);
            Assert.Equal($"[{code}]", lines[^1]);
            Assert.True(lines.Count >= 4, string.Join('\n', lines));
        }
    }

    [Fact]
    public void Who_asked_is_told_who_else_may()
    {
        var night = new PureNight();
        var lines = Lines(night, Refusal.Of(RefusalCodes.OwnRequest, ("command", "go"), ("who", "supervisor")), "supervisor");
        Assert.Equal("/go needs another name: you asked for it", lines[0]);
        Assert.Contains("Waiting for: supervisor2.", lines);
    }

    [Theory]
    [InlineData("phase:precheck", "Precheck is not done: executor says /precheck.")]
    [InlineData("phase:backup", "Backup is not done: it begins at its time; a failed step waits for the executor's /retry or /fixed.")]
    [InlineData("ready:", "Nobody has said /ready: executor says /ready.")]
    [InlineData("issue:3", "Issue 3 is open and blocking: /issue close 3 REMEDY.")]
    [InlineData("rehearsal:", "No passed rehearsal of this plan: play the same plan file as a rehearsal first.")]
    [InlineData("gate:", "No gate waits for a decision.")]
    [InlineData("kick-off:", "The night has not begun.")]
    [InlineData("failed-step:", "No step waits for a decision: /status shows what runs.")]
    [InlineData("fixed:", "What was not OK is not mended: executor mends it and says /fixed.")]
    [InlineData("notok:", "The client has not said /notok: the client's IT says it first.")]
    [InlineData("client-check:", "The client check has not begun: it is asked for when the work is done.")]
    [InlineData("resume:", "The run is on hold: executor or supervisor says /resume.")]
    [InlineData("pause:", "The run is not on hold.")]
    [InlineData("prompt:", "No installer waits for an answer.")]
    [InlineData("step:upgrade-store/mbs3", "Upgrade-store/mbs3 is not decided: executor says /retry upgrade-store/mbs3 or /fixed upgrade-store/mbs3.")]
    public void Whatever_is_missing_is_named_with_who_does_what(string token, string line) =>
        Assert.Contains(line, Lines(new PureNight(), Refusal.Of(RefusalCodes.NotReady, ("missing", token)), "supervisor"));

    [Fact]
    public void A_frozen_day_says_until_when_and_why()
    {
        var refusal = Refusal.Of(RefusalCodes.FrozenDay, ("from", "2018-12-15"), ("through", "2018-12-24"), ("reason-en", "stock-taking"), ("reason-id", "stok opname"));
        var lines = RefusalLines.Of(refusal, Told.Speech("id"), new PureNight().State, new PureNight().Scene, "executor");
        Assert.Equal("Masa beku 2018-12-15 sampai 2018-12-24", lines[0]);
        Assert.Contains("Alasan: stok opname.", lines);
    }

    private static IReadOnlyList<string> Lines(PureNight night, Refusal refusal, string reader) =>
        RefusalLines.Of(refusal, Told.Speech("en"), night.State, night.Scene, reader);
}
