using System.Text;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Architecture;

/// <summary>The journal is the real public API: a change of an event is seen here before anybody's journal breaks.</summary>
public sealed class JournalContractTests
{
    private const string Approved = "tests/MailUpgrade.Core.Tests/Architecture/JournalContract.approved.txt";

    [Fact]
    public void Every_event_kind_and_field_is_as_approved()
    {
        var text = new StringBuilder();
        foreach (var (kind, type) in EventCatalog.All.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var fields = type.GetProperties().Where(p => p.DeclaringType == type && p.Name != "EqualityContract")
                .Select(p => $"{char.ToLowerInvariant(p.Name[0])}{p.Name[1..]}:{NameOf(p.PropertyType)}");
            text.Append(kind).Append(' ').AppendJoin(' ', fields).Append('\n');
        }
        var path = Path.Combine(RepositoryRoot.Path, Approved);
        if (File.Exists(path) && File.ReadAllText(path) == text.ToString())
        {
            return;
        }
        var received = path.Replace(".approved.", ".received.", StringComparison.Ordinal);
        File.WriteAllText(received, text.ToString());
        Assert.Fail($"the journal's events changed: compare {received} with {Approved}; an old journal must still fold");
    }

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? NameOf(inner) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
