using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MailUpgrade.Adapters.Files.Yaml;

/// <summary>Reads one YAML document into values with lines.</summary>
internal static class YamlTree
{
    /// <summary>Deeper than any file of ours; guards the stack against hostile nesting.</summary>
    private const int DeepestLevel = 24;

    /// <summary>The document, or null with the fault and its line.</summary>
    public static YamlValue? Read(string text, out (int Line, string Text) fault)
    {
        fault = default;
        var scanner = new Scanner(new StringReader(text));
        try
        {
            var parser = new Parser(scanner);
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                throw new BrokenYaml(1, "the file is empty");
            }
            parser.Consume<DocumentStart>();
            var root = Value(parser, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _))
            {
                throw new BrokenYaml(LineOf(parser.Current!), "a second document begins here: one file holds one document");
            }
            return root;
        }
        catch (BrokenYaml broken)
        {
            fault = (broken.Line, broken.Message);
        }
        catch (YamlException broken)
        {
            fault = TabIn(text, (int)broken.Start.Line, (int)broken.End.Line) is { } tab
                ? (tab, "a tab stands in the indentation: write blanks")
                : ((int)Math.Max(1, broken.Start.Line), $"not YAML from here on: {FirstLine(broken.Message)}");
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of the library throws these for some unfinished texts, e.g. a brace that is never closed.
            fault = ((int)Math.Max(1, scanner.CurrentPosition.Line), "not YAML here: a brace, bracket or quote may be open");
        }
        return null;
    }

    private static YamlValue Value(Parser parser, int level)
    {
        var line = LineOf(parser.Current!);
        if (level > DeepestLevel)
        {
            throw new BrokenYaml(line, $"nested deeper than {DeepestLevel} levels");
        }
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain, line);
        }
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlValue>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Value(parser, level + 1));
            }
            return new YamlList(items, line);
        }
        if (parser.TryConsume<MappingStart>(out _))
        {
            return Map(parser, line, level);
        }
        // A reviewer must see each value where it counts, and an alias can also multiply a small file into a huge one.
        throw new BrokenYaml(line, "an alias (*name) is not read here: write the value out where it counts");
    }

    private static YamlMap Map(Parser parser, int line, int level)
    {
        var entries = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyLine = LineOf(parser.Current!);
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw new BrokenYaml(keyLine, "a key must be a word");
            }
            entries.Add(new YamlEntry(key.Value, keyLine, Value(parser, level + 1)));
        }
        return new YamlMap(entries, line);
    }

    /// <summary>The parser names the value before the tab; people look for the tab.</summary>
    private static int? TabIn(string text, int first, int last)
    {
        var lines = text.Split('\n');
        for (var line = Math.Max(1, first); line <= Math.Min(last + 1, lines.Length); line++)
        {
            if (lines[line - 1].TrimStart(' ').StartsWith('\t'))
            {
                return line;
            }
        }
        return null;
    }

    private static int LineOf(ParsingEvent at) => (int)Math.Max(1, at.Start.Line);

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.');

    private sealed class BrokenYaml(int line, string text) : Exception(text)
    {
        public int Line { get; } = line;
    }
}
