using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Adapters.Paper;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Reports.Acceptance;
using MailUpgrade.Service.Commands;

namespace MailUpgrade.Service.Hosting;

/// <summary>The papers of a run in <c>papers/RUN/</c> of the state folder: HTML and Markdown in both languages, and a PDF where a printer is installed.</summary>
internal sealed class PaperFolder(string stateFolder)
{
    /// <summary>Its name in the state folder.</summary>
    public const string Name = "papers";

    /// <summary>The PDF, in the language of the run.</summary>
    public const string Pdf = "paper.pdf";

    /// <summary>Makes them. May be called twice: HTML and Markdown are the same bytes again.</summary>
    /// <param name="run">Run id; it has ended.</param>
    /// <param name="prints">Also as PDF. Without a printer there is none, which is no fault.</param>
    /// <param name="ct">Between files.</param>
    /// <returns>Names, the one to send first, each with the SHA-256 of its bytes.</returns>
    /// <exception cref="RunNotTrustedException">Journal or copies are not what was written.</exception>
    /// <exception cref="IOException">The state folder does not take them.</exception>
    public async Task<IReadOnlyList<(string Name, string Hash)>> MakeAsync(string run, bool prints, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(stateFolder, Name, run)).FullName;
        var r = await Task.Run(() => RecordedRun.Read(new StateFolder(stateFolder), run, ct), ct);
        var own = r.Language == "id" ? "id" : "en";
        var names = new List<string>();
        foreach (var language in new[] { own, own == "id" ? "en" : "id" })
        {
            names.AddRange([$"paper.{language}.html", $"paper.{language}.md"]);
            await WriteAsync(folder, names[^2], AcceptancePaper.Html(r.Events, r.Plan, r.Fleet, r.Team, r.Zone, language, r.HeadHash, pack: r.Pack), ct);
            await WriteAsync(folder, names[^1], AcceptancePaper.Markdown(r.Events, r.Plan, r.Fleet, r.Team, r.Zone, language, r.HeadHash, pack: r.Pack), ct);
        }
        if (prints && await PrintedAsync(folder, $"paper.{own}.html", ct))
        {
            names.Insert(0, Pdf);
        }
        return [.. names.Select(n => (n, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, n))))))];
    }

    /// <summary>Names of the files that are there, in order.</summary>
    public IReadOnlyList<string> Of(string run) => Directory.Exists(Path.Combine(stateFolder, Name, run))
        ? [.. Directory.EnumerateFiles(Path.Combine(stateFolder, Name, run), "paper.*").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];

    private static async Task<bool> PrintedAsync(string folder, string html, CancellationToken ct)
    {
        try
        {
            await PdfPrinter.PrintAsync(Path.Combine(folder, html), Path.Combine(folder, Pdf), ct);
            return true;
        }
        catch (PdfUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Whole or not at all: the page may be asked for it meanwhile.</summary>
    private static async Task WriteAsync(string folder, string name, string text, CancellationToken ct)
    {
        var made = Path.Combine(folder, name + ".new");
        await File.WriteAllBytesAsync(made, Encoding.UTF8.GetBytes(text), ct);
        File.Move(made, Path.Combine(folder, name), overwrite: true);
    }
}
