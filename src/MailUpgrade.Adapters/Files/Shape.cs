namespace MailUpgrade.Adapters.Files;

/// <summary>The keys that a mapping of a file may have. One declaration serves the loader, its faults and the editors' schemas.</summary>
/// <param name="Name">What people call the mapping, e.g. <c>step</c>.</param>
/// <param name="Keys">In the order in which documentation lists them.</param>
public sealed record Shape(string Name, params IReadOnlyList<ShapeKey> Keys)
{
    /// <summary>The key of that name, or null.</summary>
    public ShapeKey? Find(string name) => Keys.FirstOrDefault(k => k.Name == name);
}

/// <summary>One key of a mapping.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="IsRequired">Whether its absence is a fault.</param>
/// <param name="Write">What to write, shown when it is missing or wrong.</param>
/// <param name="Words">The only words allowed as its value; null where it is free.</param>
public sealed record ShapeKey(string Name, bool IsRequired, string Write, IReadOnlyList<string>? Words = null);
