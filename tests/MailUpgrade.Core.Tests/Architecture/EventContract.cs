using System.Text;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Architecture;

/// <summary>Kinds and fields of events, compared with an approved file.</summary>
internal static class EventContract
{
    /// <param name="kinds">Event type by kind.</param>
    /// <param name="approved">File, from the repository's root.</param>
    /// <param name="changed">What to say where they differ.</param>
    public static void IsAsApproved(IEnumerable<KeyValuePair<string, Type>> kinds, string approved, string changed)
    {
        var text = new StringBuilder();
        foreach (var (kind, type) in kinds.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var fields = type.GetProperties().Where(p => p.DeclaringType == type && p.Name != "EqualityContract")
                .Select(p => $"{char.ToLowerInvariant(p.Name[0])}{p.Name[1..]}:{NameOf(p.PropertyType)}");
            text.Append(kind).Append(' ').AppendJoin(' ', fields).Append('\n');
        }
        var path = Path.Combine(RepositoryRoot.Path, approved);
        if (File.Exists(path) && File.ReadAllText(path) == text.ToString())
        {
            return;
        }
        var received = path.Replace(".approved.", ".received.", StringComparison.Ordinal);
        File.WriteAllText(received, text.ToString());
        Assert.Fail($"{changed}: compare {received} with {approved}");
    }

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? NameOf(inner) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
