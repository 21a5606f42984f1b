using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.Commands;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.State;
using MailUpgrade.Core.Tests.Chat;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Runs;

public sealed class ClientTests
{
    [Fact]
    public void Item_by_item_the_last_ok_is_the_ok_to_all()
    {
        var night = Nights.AtItems();
        Assert.Null(Ok(night, 1));
        Assert.Null(Ok(night, 3));
        Assert.Null(night.State.Acceptance);
        Assert.Equal(RefusalCodes.BadArgument, Ok(night, 4));
        Assert.Null(Ok(night, 2));
        Assert.Equal("client-it", night.State.Acceptance!.Who);
        Assert.Null(night.State.Journalled<ClientAccepted>(night).OpenItems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_way_back_waits_for_no_word_of_the_client(bool saidNo)
    {
        var night = new PureNight().KickedOff();
        Assert.NotNull(Core.Runs.Rules.Facts.OpenAsk(night.State, night.Files.Plan));
        if (saidNo)
        {
            Assert.Null(night.CodeOf(id => new NotAccept(id, "client-it", "web", null, "calendars are empty")));
        }
        Assert.Null(night.Rollback("executor"));
        Assert.Null(night.Rollback("supervisor"));
        Assert.Equal(RefusalCodes.NotReady, night.Accept());
        night.Drive();
        Assert.Equal(RunStatus.RolledBack, night.State.Status);
    }

    [Fact]
    public void An_item_that_is_not_ok_holds_the_doors_and_the_others_can_still_be_looked_at()
    {
        var night = Nights.AtItems();
        Assert.Null(NotOk(night, 2));
        Assert.Equal(RunStatus.Paused, night.State.Status);
        Assert.Null(Ok(night, 1));
        Assert.Null(Ok(night, 3));
        Assert.Equal(RefusalCodes.NotReady, night.Accept());
        Assert.Equal(RefusalCodes.NotReady, night.Go());
        Assert.Null(night.CodeOf(id => new Fixed(id, "executor", "web", null, "rights set")));
        Assert.Equal(RunStatus.Running, night.State.Status);
        Assert.Null(Ok(night, 2)); // only what was not OK is looked at again
        Assert.Equal("client-it", night.State.Acceptance!.Who);
    }

    [Fact]
    public void Accepted_with_items_is_the_clients_word_alone_and_each_item_stays_open()
    {
        var night = Nights.AtItems();
        Assert.Equal(RefusalCodes.BadArgument, Despite(night, "client-it"));
        NotOk(night, 2);
        Assert.Equal(RefusalCodes.NotAllowed, Despite(night, "supervisor"));
        Assert.Null(Despite(night, "client-it"));
        Assert.Equal([2], night.State.Journalled<ClientAccepted>(night).OpenItems!);
        Assert.Contains(night.State.Issues, i => i is { IsOpen: true, Blocking: false } && i.Text.Contains("Shared folders", StringComparison.Ordinal));
        night.Drive();
        Assert.Null(night.Go());
        night.Drive();
        Assert.Equal(RunStatus.SignedOff, night.State.Status);
    }

    [Fact]
    public void A_button_of_before_the_mending_accepts_nothing_after_it()
    {
        var night = Nights.AtItems();
        var seen = new SeenState("run-1", "plan-1", night.State.Seq);
        NotOk(night, 1);
        night.CodeOf(id => new Fixed(id, "executor", "web", null, ""));
        Assert.Equal(RefusalCodes.Stale, night.CodeOf(id => new Accept(id, "client-it", "web", seen, "")));
        Assert.Null(night.State.Acceptance);
    }

    private static string? Ok(PureNight night, int item) => night.CodeOf(id => new Accept(id, "client-it", "web", null, "") { Items = [item] });

    private static string? NotOk(PureNight night, int item) =>
        night.CodeOf(id => new NotAccept(id, "client-it", "web", null, "it does not open") { Item = item });

    private static string? Despite(PureNight night, string who) => night.CodeOf(id => new Accept(id, who, "web", null, "") { WithItems = true });
}

file static class Journals
{
    public static T Journalled<T>(this RunState _, PureNight night)
        where T : RunEvent => night.Journal.Select(r => r.Event).OfType<T>().Last();
}
