using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

/// <summary>
/// A thousand nights with wake-ups that come early, late, doubled, in bursts or not at all, with the bot away and the clock set back:
/// never early, never twice, never later than the grace. How late a wake-up is in real time is not measured here.
/// </summary>
public sealed class StartInstantTests
{
    private const int Nights = 1_000;

    [Fact]
    public void A_thousand_nights_start_never_early_never_twice_and_never_past_the_grace()
    {
        var (started, missed) = (0, 0);
        for (var seed = 0; seed < Nights; seed++)
        {
            var night = Play(new Random(seed));
            var kickOffs = night.Journal.Where(r => r.Event is KickedOff).ToList();
            Assert.True(kickOffs.Count <= 1, $"night {seed} started twice");
            Assert.All(kickOffs, k => Assert.InRange(k.At, SamplePlan.KickOff, SamplePlan.KickOff + night.Files.Plan.StartGrace));
            Assert.True(night.Journal.Count(r => r.Event is StepStarted { Step: "close/mta1" }) <= kickOffs.Count, $"night {seed} closed the doors without a start");
            started += kickOffs.Count;
            missed += night.Journal.Count(r => r.Event is StartMissed);
        }
        Assert.Equal(Nights, started + missed);
        Assert.InRange(started, 300, 950);
    }

    private static PureNight Play(Random chance)
    {
        var night = new PureNight().Sealed();
        night.Outcome = _ => null;
        var now = SamplePlan.KickOff.AddMinutes(-10);
        var awayFrom = SamplePlan.KickOff.AddMinutes(chance.Next(-9, 8));
        var awayUntil = awayFrom.AddMinutes(chance.Next(0, 12));
        var timers = new List<MailUpgrade.Core.Runs.RunTimer>();
        while (now < SamplePlan.KickOff.AddMinutes(20))
        {
            now = now.AddSeconds(chance.Next(1, 40));
            var shown = chance.Next(12) == 0 ? now.AddMinutes(-chance.Next(1, 60)) : now; // now and then the clock is set back
            night.Now = shown > night.State.LastAt ? shown : night.State.LastAt; // as the coordinator has it
            if (now >= awayFrom && now < awayUntil)
            {
                continue;
            }
            timers.AddRange(Timers.Of(night.State, night.Scene));
            foreach (var timer in timers.OrderBy(_ => chance.Next()).Take(chance.Next(1, 6)).ToList())
            {
                night.Submit(new TimerDue(timer)); // old and new ones, early, late, twice
            }
            foreach (var due in Timers.Of(night.State, night.Scene).Where(t => t.Due <= night.Now && chance.Next(4) > 0))
            {
                night.Submit(new TimerDue(due));
            }
            night.StartWork();
        }
        night.Now = SamplePlan.KickOff.AddMinutes(30);
        night.FireDueTimers();
        return night;
    }
}
