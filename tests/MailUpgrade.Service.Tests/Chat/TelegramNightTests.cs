using MailUpgrade.Service.Tests.Drills;
using Xunit;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>Nights in which people speak in Telegram, and in Telegram and Teams as those of the case did.</summary>
[Collection("teams")]
public sealed class TelegramNightTests
{
    [Fact]
    public async Task An_evening_in_Telegram_ends_as_written_and_only_its_people_decided()
    {
        var decisions = await PlayedDecision.OfAsync("telegram-evening.yaml");
        Assert.NotEmpty(decisions);
        Assert.All(decisions, d => Assert.Equal("telegram", d.Channel));
    }

    [TeamsFact]
    public async Task Every_person_decides_the_same_in_Telegram_and_Teams_as_on_the_page() =>
        PlayedDecision.AreTheSame(await PlayedDecision.OnPageAsync("both-evening.yaml"), WhereTheySpeak(await PlayedDecision.OfAsync("both-evening.yaml")));

    [LongTeamsFact]
    public async Task The_night_of_the_case_is_decided_the_same_in_Telegram_and_Teams_as_on_the_page() =>
        PlayedDecision.AreTheSame(
            await PlayedDecision.OnPageAsync("december-2018.yaml", speed: 600), WhereTheySpeak(await PlayedDecision.OfAsync("december-2018.yaml")));

    [LongFact]
    public async Task A_short_night_in_Telegram_survives_a_kill() => Assert.NotEmpty(await PlayedDecision.OfAsync("telegram-short.yaml"));

    [LongFact]
    public async Task An_hour_without_Telegram_is_said_on_the_page_and_loses_nothing() => Assert.NotEmpty(await PlayedDecision.OfAsync("telegram-down.yaml"));

    private static IReadOnlyList<PlayedDecision> WhereTheySpeak(IReadOnlyList<PlayedDecision> decisions)
    {
        Assert.All(decisions, d => Assert.Equal(d.Actor is "executor" or "observer" ? "telegram" : "teams", d.Channel));
        return decisions;
    }
}
