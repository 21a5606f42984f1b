using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Service.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>The papers of a night, for who may read the run. Not for the wall: they have names in them.</summary>
internal sealed class PaperEndpoints(WebChatSurface surface, PersonaGate gate)
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".md"] = "text/markdown; charset=utf-8",
        [".pdf"] = "application/pdf",
    };

    private readonly PaperFolder papers = new(surface.StateFolder);

    /// <summary><c>/api/papers?run=ID</c>: names of the files.</summary>
    public IResult List(HttpContext http)
    {
        var run = http.Request.Query["run"].ToString();
        return Refuse(http) ?? Results.Json(new { files = IsPlain(run) ? papers.Of(run) : [] }, WebJson.Options);
    }

    /// <summary><c>/paper/RUN/FILE</c>.</summary>
    public IResult Read(HttpContext http, string run, string file)
    {
        if (Refuse(http) is { } no)
        {
            return no;
        }
        if (!IsPlain(run) || !papers.Of(run).Contains(file) || !Kinds.TryGetValue(Path.GetExtension(file), out var kind))
        {
            return Results.NotFound();
        }
        var bytes = File.ReadAllBytes(Path.Combine(surface.StateFolder, PaperFolder.Name, run, file));
        http.Response.Headers.CacheControl = "no-store";
        if (kind.StartsWith("text/html", StringComparison.Ordinal))
        {
            // Its style stands in it, so that the file is whole by itself; that one text is allowed, nothing else.
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; style-src 'sha256-{StyleHash(Encoding.UTF8.GetString(bytes))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        }
        return Results.Bytes(bytes, kind);
    }

    private IResult? Refuse(HttpContext http) => gate.RefuseReading(http) is { } no ? no.In(surface.Setting().Language)
        : gate.Reader(http).IsWall ? WebRefusal.NobodyHere.In(surface.Setting().Language) : null;

    private static bool IsPlain(string name) => name.Length is > 0 and < 100 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static string StyleHash(string html)
    {
        var from = html.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length;
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html[from..html.IndexOf("</style>", from, StringComparison.Ordinal)])));
    }
}
