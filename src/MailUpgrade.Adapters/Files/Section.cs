using MailUpgrade.Adapters.Files.Yaml;
using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Files;

/// <summary>
/// One mapping of a file, read by key. Whatever is wrong becomes a fault and an empty place in the model, so that one reading
/// names everything. Asking for a key that the shape does not declare is a mistake of the program.
/// </summary>
internal sealed partial class Section
{
    private readonly FileReading reading;
    private readonly Shape shape;
    private readonly Dictionary<string, YamlEntry> entries = new(StringComparer.Ordinal);
    private readonly int line;

    public Section(FileReading reading, YamlMap? map, string path, Shape shape)
    {
        (this.reading, Path, this.shape, line) = (reading, path, shape, map?.Line ?? 1);
        if (map is null)
        {
            return;
        }
        foreach (var entry in map.Entries)
        {
            Take(entry);
        }
        var meant = Unknown(map);
        foreach (var key in shape.Keys.Where(k => k.IsRequired && !meant.Contains(k.Name)))
        {
            if (!entries.TryGetValue(key.Name, out var entry))
            {
                Fault(key.Name, "missing-key", $"{shape.Name} has no '{key.Name}': write {key.Write}");
            }
            else if (entry.Value is YamlText { IsNothing: true })
            {
                Fault(key.Name, "empty-value", $"'{key.Name}' is empty: write {key.Write}");
            }
        }
    }

    /// <summary>Model path of this mapping.</summary>
    public string Path { get; }

    /// <summary>Where this mapping begins, from 1.</summary>
    public int Line => line;

    /// <summary>Whether a key is given, with whatever value.</summary>
    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>Model path of a key.</summary>
    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>Notes a fault at a key's line; at the mapping's own where the key is absent.</summary>
    public void Fault(string key, string code, string text) =>
        reading.Fault(entries.TryGetValue(key, out var entry) ? entry.Line : line, PathOf(key), code, text);

    /// <summary>A mapping below a key; null where absent or not a mapping.</summary>
    public Section? Map(string key, Shape of)
    {
        switch (Find(key))
        {
            case YamlMap map:
                return new Section(reading, map, PathOf(key), of);
            case { }:
                Wrong(key);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The mappings of a list below a key. An empty list is a fault where <paramref name="atLeastOne"/>.</summary>
    public IReadOnlyList<T> List<T>(string key, Shape of, Func<Section, T> build, bool atLeastOne = true)
    {
        var read = new List<T>();
        foreach (var (item, path) in Items(key, atLeastOne))
        {
            if (item is YamlMap map)
            {
                read.Add(build(new Section(reading, map, path, of)));
            }
            else
            {
                reading.Fault(item.Line, path, "wrong-type", $"'{key}' has an entry that is no {of.Name}: write {Write(key)}");
            }
        }
        return read;
    }

    /// <summary>The words of a list below a key.</summary>
    public IReadOnlyList<string> Words(string key, bool atLeastOne = false)
    {
        var read = new List<string>();
        foreach (var (item, path) in Items(key, atLeastOne))
        {
            if (item is YamlText { IsNothing: false, Value.Length: > 0 } text)
            {
                read.Add(text.Value);
            }
            else
            {
                reading.Fault(item.Line, path, "wrong-type", $"'{key}' has an entry that is no word: write {Write(key)}");
            }
        }
        return read;
    }

    /// <summary>The lists of words of a list below a key.</summary>
    public IReadOnlyList<IReadOnlyList<string>> WordLists(string key)
    {
        var read = new List<IReadOnlyList<string>>();
        foreach (var (item, path) in Items(key, atLeastOne: false))
        {
            if (item is YamlList list && list.Items.All(i => i is YamlText { IsNothing: false }))
            {
                read.Add([.. list.Items.Cast<YamlText>().Select(t => t.Value)]);
            }
            else
            {
                reading.Fault(item.Line, path, "wrong-type", $"'{key}' has an entry that is no list of words: write {Write(key)}");
            }
        }
        return read;
    }

    /// <summary>Free names with texts, in the order of the file.</summary>
    public IReadOnlyDictionary<string, string> Names(string key)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(key) is not { } value)
        {
            return read;
        }
        if (value is not YamlMap map)
        {
            Wrong(key);
            return read;
        }
        foreach (var entry in map.Entries)
        {
            var path = $"{PathOf(key)}.{entry.Key}";
            reading.Lines.Put(path, entry.Line);
            if (!FileNames.IsWord(entry.Key) || entry.Value is not YamlText text)
            {
                reading.Fault(entry.Line, path, "wrong-type", $"'{entry.Key}' in '{key}' is no name with one value: write {Write(key)}");
            }
            else if (!read.TryAdd(entry.Key, text.IsNothing ? "" : text.Value))
            {
                reading.Fault(entry.Line, path, "duplicate-key", $"'{entry.Key}' stands twice in '{key}': keep one");
            }
        }
        return read;
    }

    private IEnumerable<(YamlValue Item, string Path)> Items(string key, bool atLeastOne)
    {
        if (Find(key) is not { } value)
        {
            yield break;
        }
        if (value is not YamlList list)
        {
            Wrong(key);
            yield break;
        }
        if (atLeastOne && list.Items.Count == 0)
        {
            Fault(key, "empty-value", $"'{key}' is empty: write {Write(key)}");
        }
        for (var index = 0; index < list.Items.Count; index++)
        {
            var path = $"{PathOf(key)}[{index}]";
            reading.Lines.Put(path, list.Items[index].Line);
            yield return (list.Items[index], path);
        }
    }

    private YamlValue? Find(string key)
    {
        _ = shape.Find(key) ?? throw new InvalidOperationException($"shape {shape.Name} declares no key '{key}'");
        return entries.TryGetValue(key, out var entry) && entry.Value is not YamlText { IsNothing: true } ? entry.Value : null;
    }

    private string Write(string key) => shape.Find(key)!.Write;

    private void Wrong(string key) => Fault(key, "wrong-type", $"'{key}' is {Kind(Find(key))} here: write {Write(key)}");

    private static string Kind(YamlValue? value) => value switch
    {
        YamlMap => "a mapping",
        YamlList => "a list",
        _ => "a single value",
    };

    private void Take(YamlEntry entry)
    {
        var path = PathOf(entry.Key);
        if (shape.Find(entry.Key) is not null && !entries.TryAdd(entry.Key, entry))
        {
            reading.Fault(entry.Line, path, "duplicate-key",
                $"'{entry.Key}' stands twice in {shape.Name}, first on line {entries[entry.Key].Line}: keep one");
        }
        reading.Lines.Put(path, entry.Line);
    }

    /// <summary>A mistyped key is one fault: the key it stands for is not missed a second time.</summary>
    /// <returns>The known keys that unknown ones were meant to be.</returns>
    private HashSet<string> Unknown(YamlMap map)
    {
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries.Where(e => shape.Find(e.Key) is null))
        {
            var absent = shape.Keys.Select(k => k.Name).Where(k => !entries.ContainsKey(k) && !meant.Contains(k));
            var near = FileNames.Nearest(entry.Key, absent);
            var instead = near is not null ? $"did you mean '{near}'?"
                : $"remove it, or write one of {string.Join(", ", shape.Keys.Select(k => k.Name))}";
            var path = PathOf(near is not null && meant.Add(near) ? near : entry.Key);
            reading.Lines.Put(path, entry.Line);
            reading.Fault(entry.Line, path, "unknown-key", $"unknown key '{FileNames.Shown(entry.Key)}' in {shape.Name}: {instead}");
        }
        return meant;
    }
}
