using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MailUpgrade.Core.Runs;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Architecture;

public sealed partial class ArchitectureTests
{
    private static readonly string Root = RepositoryRoot.Path;

    [Theory]
    [InlineData("Core", "")]
    [InlineData("Adapters", "Core")]
    [InlineData("Practice", "Adapters Core")]
    [InlineData("Service", "Adapters Core Practice")]
    public void Projects_refer_only_downwards(string project, string allowed)
    {
        var file = XDocument.Load(Path.Combine(Root, $"src/MailUpgrade.{project}/MailUpgrade.{project}.csproj"));
        var references = file.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!).Replace("MailUpgrade.", "", StringComparison.Ordinal));
        Assert.Equal(allowed, string.Join(' ', references.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Core_knows_no_vendor()
    {
        var references = typeof(Run).Assembly.GetReferencedAssemblies().Select(a => a.Name!);
        Assert.All(references, name => Assert.True(
            name.StartsWith("System", StringComparison.Ordinal) || name is "netstandard" or "mscorlib" or "Microsoft.Extensions.Logging.Abstractions",
            $"Core refers to {name}"));
    }

    [Fact]
    public void Plans_and_runs_use_nothing_but_the_base_library()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Root, "src/MailUpgrade.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(f => f.Contains("/Plans/", StringComparison.Ordinal) || f.Contains("/Runs/", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Where(l => l.StartsWith("using Microsoft", StringComparison.Ordinal)).Select(l => $"{Path.GetFileName(f)}: {l}"));
        Assert.Empty(used);
    }

    [Fact]
    public void The_engine_knows_no_word_of_a_mail_system()
    {
        var words = SourceFiles("src/MailUpgrade.Core")
            .Where(f => MailWords().IsMatch(WithoutComments(File.ReadAllText(f)))).Select(f => Path.GetRelativePath(Root, f));
        Assert.Empty(words);
    }

    [Fact]
    public void Files_are_short_and_half_of_them_very_short()
    {
        var lengths = SourceFiles("src").Concat(SourceFiles("tests"))
            .Select(f => (Lines: File.ReadLines(f).Count(), Name: Path.GetRelativePath(Root, f))).OrderBy(f => f.Lines).ToList();
        Assert.True(lengths[lengths.Count / 2].Lines <= 70, $"median {lengths[lengths.Count / 2].Lines}");
        Assert.True(lengths.Count(f => f.Lines > 250) <= lengths.Count / 20, string.Join(", ", lengths.Where(f => f.Lines > 250)));
        Assert.DoesNotContain(lengths, f => f.Lines > 400);
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        var wrong = SourceFiles("src").Select(f => (File: f, Space: Namespace().Match(File.ReadAllText(f)).Groups[1].Value))
            .Where(x => x.Space.Length > 0)
            .Where(x => !Expected(x.File).Equals(x.Space, StringComparison.Ordinal)).Select(x => $"{Path.GetRelativePath(Root, x.File)}: {x.Space}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_type_is_called_helper_manager_util_or_base()
    {
        var wrong = SourceFiles("src").Where(f => VagueName().IsMatch(Path.GetFileNameWithoutExtension(f))
            || File.ReadAllText(f).Contains("#region", StringComparison.Ordinal));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_so_built_with_every_change()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "MailUpgrade.sln")).Replace('\\', '/');
        var projects = new[] { "src", "tests", "benchmarks" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.csproj", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Root, f)).ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, p => Assert.Contains($"\"{p}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Tests_do_not_sleep()
    {
        var sleeping = SourceFiles("tests").Where(f => !f.EndsWith("ArchitectureTests.cs", StringComparison.Ordinal))
            .Where(f => Sleep().IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(Root, f));
        Assert.Empty(sleeping);
    }

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    private static string Expected(string file)
    {
        var path = Path.GetRelativePath(Path.Combine(Root, "src"), Path.GetDirectoryName(file)!);
        return path.Replace('/', '.');
    }

    private static string WithoutComments(string text) => Comments().Replace(text, "");

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"zimbra|zextras|zxsuite|mailboxd|\bzm[a-z]+|postfix|postconf|dovecot|doveadm|doveconf|slapd|slapcat|openldap|\bmaildir\b|apt-get|dpkg", RegexOptions.IgnoreCase)]
    private static partial Regex MailWords();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(Helper|Manager|Util|Utils|Base)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\(")]
    private static partial Regex Sleep();
}
