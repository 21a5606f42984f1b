namespace MailUpgrade.Adapters.Files.Yaml;

/// <summary>A value of a YAML file with its line. Own nodes instead of the library's, because those stop at the first key given twice.</summary>
internal abstract record YamlValue(int Line);

/// <summary>A scalar, exactly as written: <c>8.7</c> stays text and never becomes a number.</summary>
internal sealed record YamlText(string Value, bool IsPlain, int Line) : YamlValue(Line)
{
    public bool IsNothing => IsPlain && Value is "" or "~" or "null";
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(IReadOnlyList<YamlValue> Items, int Line) : YamlValue(Line);

/// <summary>A mapping, with keys given twice still in it.</summary>
internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, int Line) : YamlValue(Line);

/// <summary>One key with its value.</summary>
internal sealed record YamlEntry(string Key, int Line, YamlValue Value);
