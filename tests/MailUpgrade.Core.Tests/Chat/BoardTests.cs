using System.Text.Json;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Runs;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class BoardTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Fact]
    public void The_board_has_exactly_the_fields_that_the_page_reads()
    {
        var json = Json(Nights.Failed());
        Assert.Equal("aftercare headline hosts language me next people personaNeedsKey phases run wall", Names(json));
        Assert.Equal(
            "fleet id kickOff minutesBehindPlan minutesLeft mode now planHash planTitle rollbackSafeUntil speed state windowCloses zone",
            Names(json.GetProperty("run")));
        Assert.Equal("sign text", Names(json.GetProperty("headline")));
        Assert.Equal("text who", Names(json.GetProperty("next")));
        Assert.Equal(
            "actualEnd actualStart id plannedEnd plannedStart pointOfNoReturn rehearsedMinutes state stepsDone stepsTotal title",
            Names(json.GetProperty("phases")[0]));
        Assert.Equal("line name roles services site state step version versionAfter versionBefore", Names(json.GetProperty("hosts")[0]));
        Assert.Equal("id language maySpeak name roles", Names(json.GetProperty("me")));
        Assert.Equal("id name roles", Names(json.GetProperty("people")[0]));
    }

    [Fact]
    public void Times_carry_the_offset_of_the_zone_and_whole_seconds()
    {
        var run = Json(Nights.Failed()).GetProperty("run");
        Assert.Equal("2018-12-29T23:00:00+07:00", run.GetProperty("kickOff").GetString());
        Assert.Equal("2018-12-30T04:32:00+07:00", run.GetProperty("rollbackSafeUntil").GetString());
        Assert.Equal("2018-12-29T23:52:00+07:00", run.GetProperty("now").GetString());
        Assert.Equal(368, run.GetProperty("minutesLeft").GetInt64());
    }

    [Fact]
    public void A_failed_host_is_failed_with_its_step_and_line_and_the_others_are_what_they_are()
    {
        var hosts = Json(Nights.Failed()).GetProperty("hosts").EnumerateArray().ToDictionary(h => h.GetProperty("name").GetString()!);
        Assert.Equal("failed", hosts["mbs3"].GetProperty("state").GetString());
        Assert.Equal("upgrade-store/mbs3", hosts["mbs3"].GetProperty("step").GetString());
        Assert.Equal("last of upgrade-store/mbs3", hosts["mbs3"].GetProperty("line").GetString());
        Assert.Equal("running", hosts["mbs2"].GetProperty("state").GetString());
        Assert.Equal("succeeded", hosts["mbs1"].GetProperty("state").GetString());
        Assert.Equal("idle", hosts["mta1"].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, hosts["mta1"].GetProperty("step").ValueKind);
        Assert.Equal("8.7.1", hosts["mta1"].GetProperty("version").GetString());
    }

    [Fact]
    public void A_host_whose_link_is_lost_is_unknown_though_its_step_may_run()
    {
        var host = Json(Nights.LinkLost()).GetProperty("hosts").EnumerateArray().Single(h => h.GetProperty("name").GetString() == "mbs3");
        Assert.Equal("unknown", host.GetProperty("state").GetString());
    }

    [Fact]
    public void Before_kick_off_there_is_no_rollback_time_and_no_distance_to_the_plan()
    {
        var json = Json(new PureNight());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("run").GetProperty("rollbackSafeUntil").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("run").GetProperty("minutesBehindPlan").ValueKind);
        Assert.Equal("executor says /precheck", json.GetProperty("next").GetProperty("text").GetString());
        Assert.Equal(("⏸", "planned · 18:00 · kick-off 23:00"), (json.GetProperty("headline").GetProperty("sign").GetString(), json.GetProperty("headline").GetProperty("text").GetString()));
    }

    [Fact]
    public void The_way_back_is_a_phase_of_its_own_once_it_has_begun()
    {
        var phases = Json(Nights.RolledBack()).GetProperty("phases").EnumerateArray().Select(p => (p.GetProperty("id").GetString(), p.GetProperty("state").GetString())).ToList();
        Assert.Equal("rollback", phases[^1].Item1);
        Assert.Contains(("stores", "rolled-back"), phases);
        Assert.DoesNotContain(Json(Nights.Failed()).GetProperty("phases").EnumerateArray(), p => p.GetProperty("id").GetString() == "rollback");
    }

    [Fact]
    public void A_host_says_its_services_as_a_step_proved_them_last_and_nothing_after_an_installer()
    {
        var scripts = new Dictionary<string, string> { ["close"] = "services/stop.sh", ["open"] = "services/start.sh" };
        BoardHost Host(PureNight night, string host)
        {
            var plan = night.Scene.Plan;
            var withServices = plan with
            {
                Phases = [.. plan.Phases.Select(p => p with { Steps = [.. p.Steps.Select(x => x with { Script = scripts.GetValueOrDefault(x.Id, x.Script ?? "") })] })],
            };
            return BoardBuilder.Of(night.State, night.Scene with { Plan = withServices }, new BoardExtras(60, _ => null, _ => null, [], false, null))
                .Hosts.Single(h => h.Name == host);
        }
        Assert.Null(Host(new PureNight(), "mta1").Services);
        Assert.Equal("stopped", Host(Nights.Failed(), "mta1").Services);
        Assert.Equal("running", Host(Nights.Clean(), "mta1").Services);
        Assert.Null(Host(Nights.Failed(), "mbs1").Services);
        Assert.Equal(("1.0", "2.0"), (Host(Nights.Failed(), "mbs3").VersionBefore, Host(Nights.Failed(), "mbs3").VersionAfter));
    }

    [Fact]
    public void A_phase_says_how_long_it_took_in_rehearsals_and_nothing_where_there_was_none()
    {
        var night = new PureNight();
        double? Stores(Scene scene) => BoardBuilder.Of(night.State, scene, new BoardExtras(60, _ => null, _ => null, [], false, null))
            .Phases.Single(p => p.Id == "stores").RehearsedMinutes;
        Assert.Null(Stores(night.Scene));
        var passed = new RehearsalPassed("r1", night.State.PlanHash, new Dictionary<string, double> { ["stores"] = 93.25 }, null, null, null, null);
        var book = BookState.Apply(BookState.Empty, new BookRecorded(1, night.Scene.Now, "bot", "-", passed));
        Assert.Equal(93.2, Stores(night.Scene with { Book = book }));
    }

    private static JsonElement Json(PureNight night)
    {
        var people = night.Files.Team.People;
        var extras = new BoardExtras(60, s => $"last of {s}", _ => "8.7.1", people, true, people[0]);
        return JsonSerializer.SerializeToElement(BoardBuilder.Of(night.State, night.Scene, extras), Web);
    }

    private static string Names(JsonElement e) => string.Join(' ', e.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
}
