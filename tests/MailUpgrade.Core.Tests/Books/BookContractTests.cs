using MailUpgrade.Core.Books;
using MailUpgrade.Core.Tests.Architecture;
using Xunit;

namespace MailUpgrade.Core.Tests.Books;

/// <summary>The book outlives every version: a change of its events is seen here before anybody's book breaks.</summary>
public sealed class BookContractTests
{
    [Fact]
    public void Every_book_event_kind_and_field_is_as_approved() => EventContract.IsAsApproved(
        BookCatalog.All, "tests/MailUpgrade.Core.Tests/Books/BookContract.approved.txt", "the book's events changed; an old book must still fold");
}
