using System.Text;
using MailUpgrade.Adapters.Files.Yaml;

namespace MailUpgrade.Adapters.Files;

/// <summary>One reading of one file: gathers its faults and its lines.</summary>
internal sealed class FileReading(string file)
{
    /// <summary>Far above any file of ours; a larger one is something else by mistake.</summary>
    private const int LargestBytes = 1 << 20;

    private readonly List<FileFault> faults = [];

    public string File { get; } = file;

    public LineMap Lines { get; } = new();

    public void Fault(int line, string path, string code, string text) => faults.Add(new FileFault(File, line, path, code, text));

    /// <summary>Reads bytes into a model. The builder is called only where the file is YAML and a mapping.</summary>
    public static Loaded<T> Read<T>(string file, ReadOnlyMemory<byte> bytes, Shape shape, Func<Section, T> build)
        where T : class
    {
        var reading = new FileReading(file);
        var draft = reading.Decode(bytes) is { } text && reading.Root(text) is { } root
            ? build(new Section(reading, root, "", shape)) : null;
        var inOrder = reading.faults.OrderBy(f => f.Line).ThenBy(f => f.Path, StringComparer.Ordinal);
        return new Loaded<T>(file, bytes, draft, [.. inOrder], reading.Lines);
    }

    /// <summary>What stands for a file that is not there.</summary>
    public static Loaded<T> Missing<T>(string file, string text)
        where T : class =>
        new(file, ReadOnlyMemory<byte>.Empty, null, [new FileFault(file, 1, "", FileFault.MissingFile, text)], new LineMap());

    private string? Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > LargestBytes)
        {
            Fault(1, "", FileFault.BrokenYaml, $"{bytes.Length} bytes: no file of the configuration is larger than {LargestBytes}");
            return null;
        }
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException broken)
        {
            var line = 1 + bytes.Span[..Math.Clamp(broken.Index, 0, bytes.Length)].Count((byte)'\n');
            Fault(line, "", FileFault.BrokenYaml, "not UTF-8: save the file as UTF-8");
            return null;
        }
        var control = text.AsSpan().IndexOfAny(Controls);
        if (control >= 0)
        {
            Fault(1 + text.AsSpan(0, control).Count('\n'), "", FileFault.BrokenYaml,
                $"control character U+{(int)text[control]:X4}: remove it");
            return null;
        }
        return text;
    }

    private YamlMap? Root(string text)
    {
        var root = YamlTree.Read(text, out var fault);
        if (root is YamlMap map)
        {
            return map;
        }
        Fault(root?.Line ?? fault.Line, "", FileFault.BrokenYaml, root is null ? fault.Text : "not a mapping: write key: value lines");
        return null;
    }

    private static readonly System.Buffers.SearchValues<char> Controls = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(n => (char)n).Where(c => c is not ('\t' or '\n' or '\r')), '\u007F']);
}
