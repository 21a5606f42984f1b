using MailUpgrade.Core.Books;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

/// <summary>A production run does not start with an approver whom no channel knows.</summary>
public sealed class BoundTests
{
    private static readonly Team NoSupervisor = new([.. SamplePlan.Team().People.Select(p =>
        p.Roles.Contains(TeamRoles.Supervisor) ? p with { Identities = new Dictionary<string, string>() } : p)]);

    [Fact]
    public void With_no_approver_known_on_a_channel_in_use_go_is_refused_and_says_who_must_link()
    {
        var night = Ready("production", "telegram");
        var refused = Assert.IsType<Decision.Refused>(night.Say(id => new Core.Runs.Commands.Go(id, "supervisor", "web", null))).Refusal;
        Assert.Equal((RefusalCodes.NotReady, "bound:supervisor"), (refused.Code, refused.Facts["missing"]));
        Assert.Contains("/link", Core.Chat.Texts.RefusalLines.Of(refused, Chat.Told.Speech("en"), night.State, night.Scene, "supervisor") is var lines ? string.Join('\n', lines) : "", StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_asked_for_a_go_before_there_is_one_who_can_give_it()
    {
        var night = Checked("production", "telegram");
        var refused = Assert.IsType<Decision.Refused>(night.Say(id => new Core.Runs.Commands.DeclareReady(id, "executor", "web", null))).Refusal;
        Assert.Equal("bound:supervisor", refused.Facts["missing"]);
    }

    [Fact]
    public void Linked_since_the_team_file_was_written_counts_and_linked_elsewhere_does_not()
    {
        var night = Ready("production", "telegram");
        night.Book = Linked(("teams", "5"), "supervisor");
        Assert.Equal(RefusalCodes.NotReady, night.Go());
        night.Book = Linked(("telegram", "5"), "supervisor2");
        Assert.Null(night.Go());
    }

    [Fact]
    public void Unlinked_after_go_the_permit_is_void_at_the_instant()
    {
        var night = Ready("production", "telegram");
        night.Book = Linked(("telegram", "5"), "supervisor");
        Assert.Null(night.Go());
        night.Now = SamplePlan.Evening.AddHours(1);
        night.Drive();
        night.Book = Linked(("telegram", "5"), null);
        night.Now = SamplePlan.KickOff;
        night.Drive();
        Assert.False(night.State.HasKickedOff);
    }

    [Fact]
    public void A_practice_may_begin_without_them() => Assert.Null(Ready("practice", "telegram").Go());

    private static PureNight Ready(string mode, params string[] channels)
    {
        var night = Checked(mode, channels);
        night.Channels = [];
        night.Ready();
        night.Channels = channels;
        return night;
    }

    private static PureNight Checked(string mode, params string[] channels)
    {
        var night = new PureNight(mode, files: SamplePlan.Files with { Team = NoSupervisor }) { Channels = channels };
        night.Precheck();
        night.Drive();
        return night;
    }

    private static BookState Linked((string, string) identity, string? person) =>
        BookState.Empty with { Identities = BookState.Empty.Identities.SetItem(identity, person) };
}
