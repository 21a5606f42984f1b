using Xunit;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>Nights in which people speak through Microsoft's own Teams client.</summary>
[Collection("teams")]
public sealed class TeamsNightTests
{
    [LongTeamsFact]
    public async Task Every_person_decides_the_same_in_Teams_as_on_the_page()
    {
        var teams = await PlayedDecision.OfAsync("teams-evening.yaml");
        Assert.All(teams, d => Assert.Equal("teams", d.Channel));
        PlayedDecision.AreTheSame(await PlayedDecision.OnPageAsync("teams-evening.yaml"), teams);
    }

    [LongTeamsFact]
    public async Task A_whole_short_night_goes_through_Teams()
    {
        var decisions = await PlayedDecision.OfAsync("teams-short.yaml");
        Assert.Equal(
            [
                ("executor", "phase-started"), ("executor", "ready-declared"), ("supervisor", "permit-sealed"),
                ("client-it", "client-accepted"), ("client-it", "step-ended"), ("supervisor", "gate-decided"), // one word of the client: accepted, and so the step ended
            ],
            decisions.Select(d => (d.Actor, d.Kind)));
    }
}
