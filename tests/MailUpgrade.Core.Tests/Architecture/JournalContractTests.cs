using MailUpgrade.Core.Runs.Events;
using Xunit;

namespace MailUpgrade.Core.Tests.Architecture;

/// <summary>The journal is the real public API: a change of an event is seen here before anybody's journal breaks.</summary>
public sealed class JournalContractTests
{
    [Fact]
    public void Every_event_kind_and_field_is_as_approved() => EventContract.IsAsApproved(
        EventCatalog.All, "tests/MailUpgrade.Core.Tests/Architecture/JournalContract.approved.txt", "the journal's events changed; an old journal must still fold");
}
