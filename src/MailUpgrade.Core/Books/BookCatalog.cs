using System.Text.Json;

namespace MailUpgrade.Core.Books;

/// <summary>The table of the book's event kinds. Kinds are never renamed or removed, fields are only added and may be missing.</summary>
public static class BookCatalog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["rehearsal-passed"] = typeof(RehearsalPassed),
        ["way-back-measured"] = typeof(WayBackMeasured),
        ["issue-kept"] = typeof(IssueKept),
        ["night-scheduled"] = typeof(NightScheduled),
        ["days-frozen"] = typeof(DaysFrozen),
        ["days-released"] = typeof(DaysReleased),
        ["hosts-seen"] = typeof(HostsSeen),
        ["identity-bound"] = typeof(IdentityBound),
        ["identity-unbound"] = typeof(IdentityUnbound),
        ["paper-kept"] = typeof(PaperKept),
        ["review-asked"] = typeof(ReviewAsked),
        ["review-answered"] = typeof(ReviewAnswered),
        ["aftercare-listed"] = typeof(AftercareListed),
        ["aftercare-done"] = typeof(AftercareDone),
        ["aftercare-reminded"] = typeof(AftercareReminded),
    };

    private static readonly Dictionary<Type, string> Names = Kinds.ToDictionary(k => k.Value, k => k.Key);

    /// <summary>All kinds with their types, for the contract test.</summary>
    public static IReadOnlyDictionary<string, Type> All => Kinds;

    /// <summary>Kind of an event.</summary>
    public static string KindOf(BookEvent e) => Names[e.GetType()];

    /// <summary>Compact JSON body.</summary>
    public static string BodyOf(BookEvent e) => JsonSerializer.Serialize(e, e.GetType(), Json);

    /// <summary>Reads a body back.</summary>
    /// <exception cref="JsonException">Unknown kind, or a body that does not fit: the book is from a newer version or damaged.</exception>
    public static BookEvent Read(string kind, string body) =>
        Kinds.TryGetValue(kind, out var type)
            ? (BookEvent)JsonSerializer.Deserialize(body, type, Json)!
            : throw new JsonException($"unknown book event kind '{kind}': this book was written by a newer version");
}
