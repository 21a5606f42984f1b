using MailUpgrade.Service.Tests.Drills;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Whole nights over real ssh.</summary>
[Collection("lab")]
public sealed class LabNightTests
{
    [LabFact]
    public Task The_short_night_goes_as_written_although_every_link_is_cut() => Nights.PassAsync("lab/short-night");

    [LongLabFact]
    public Task The_night_of_the_case_goes_as_written_although_every_link_is_cut_three_times() => Nights.PassAsync("lab/december-2018-links-cut");
}
