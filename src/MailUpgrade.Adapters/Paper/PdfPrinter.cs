using System.Diagnostics;

namespace MailUpgrade.Adapters.Paper;

/// <summary>Makes a PDF of an HTML file with what is installed: headless Chromium or WeasyPrint.</summary>
public static class PdfPrinter
{
    /// <summary>Longest time that a printer may take, real time.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string[] Chromiums = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Prints. May be called twice; the file is replaced.</summary>
    /// <param name="htmlFile">An HTML file that loads nothing from elsewhere.</param>
    /// <param name="pdfFile">Where the PDF goes.</param>
    /// <param name="ct">Ends the printer.</param>
    /// <exception cref="PdfUnavailableException">No printer is installed, or it made nothing; the message says what to do.</exception>
    public static async Task PrintAsync(string htmlFile, string pdfFile, CancellationToken ct)
    {
        var (html, pdf) = (Path.GetFullPath(htmlFile), Path.GetFullPath(pdfFile));
        File.Delete(pdf);
        if (Chromiums.Select(OnPath).FirstOrDefault(p => p is not null) is { } chromium)
        {
            var profile = Directory.CreateTempSubdirectory("mailupgrade-pdf-");
            try
            {
                await RunAsync(
                    chromium, pdf,
                    [
                        "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync", "--no-sandbox", "--user-data-dir=" + profile.FullName,
                        "--no-pdf-header-footer", "--print-to-pdf=" + pdf, new Uri(html).AbsoluteUri,
                    ], ct);
            }
            finally
            {
                profile.Delete(recursive: true);
            }
            return;
        }
        if (OnPath("weasyprint") is { } weasyprint)
        {
            await RunAsync(weasyprint, pdf, [html, pdf], ct);
            return;
        }
        throw new PdfUnavailableException(
            "no PDF printer is installed: apt-get install chromium (or weasyprint), or open the HTML file in a browser and print it");
    }

    private static async Task RunAsync(string program, string pdf, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start) ?? throw new PdfUnavailableException($"{program} did not start");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        over.CancelAfter(Limit);
        var said = process.StandardError.ReadToEndAsync(over.Token);
        var printed = process.StandardOutput.ReadToEndAsync(over.Token);
        try
        {
            await process.WaitForExitAsync(over.Token);
            await printed;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new PdfUnavailableException($"{program} did not end within {Limit.TotalSeconds:0} s and was ended; print the HTML file from a browser");
        }
        // Its word is not proof: a printer that fails may end with 0.
        if (!File.Exists(pdf) || new FileInfo(pdf).Length == 0)
        {
            var lines = (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            throw new PdfUnavailableException($"{program} made no PDF (exit {process.ExitCode}): {lines.LastOrDefault("it said nothing")}");
        }
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(dir => Path.Combine(dir, program)).FirstOrDefault(File.Exists);
}

/// <summary>No PDF could be made. Nothing else is affected: the HTML file is the paper.</summary>
public sealed class PdfUnavailableException(string message) : Exception(message);
