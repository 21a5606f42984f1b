using System.Text;
using MailUpgrade.Core.Books;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Books;

/// <summary>The book outlives every version: a change of its events is seen here before anybody's book breaks.</summary>
public sealed class BookContractTests
{
    private const string Approved = "tests/MailUpgrade.Core.Tests/Books/BookContract.approved.txt";

    [Fact]
    public void Every_book_event_kind_and_field_is_as_approved()
    {
        var text = new StringBuilder();
        foreach (var (kind, type) in BookCatalog.All.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var fields = type.GetProperties().Where(p => p.DeclaringType == type && p.Name != "EqualityContract")
                .Select(p => $"{char.ToLowerInvariant(p.Name[0])}{p.Name[1..]}:{(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType).Name}");
            text.Append(kind).Append(' ').AppendJoin(' ', fields).Append('\n');
        }
        var path = Path.Combine(RepositoryRoot.Path, Approved);
        if (File.Exists(path) && File.ReadAllText(path) == text.ToString())
        {
            return;
        }
        var received = path.Replace(".approved.", ".received.", StringComparison.Ordinal);
        File.WriteAllText(received, text.ToString());
        Assert.Fail($"the book's events changed: compare {received} with {Approved}; an old book must still fold");
    }
}
