using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>Puts page and endpoints into a web application.</summary>
public static class WebChatMapping
{
    /// <summary>Messages of one page of <c>/api/messages</c>.</summary>
    private const int PageSize = 500;

    /// <summary>Maps everything. To be called once, before other endpoints of the same application.</summary>
    public static void MapWebChat(this WebApplication app, WebChatSurface surface)
    {
        var key = new DrillKey(surface.DrillKey);
        var gate = new PersonaGate(surface.Url, surface.PublicUrl, surface.Setting, key, PersonaSeal.In(surface.StateFolder), surface.Links);
        var guard = new RequestGuard(surface.Url, surface.PublicUrl, surface.Setting, key);
        app.Lifetime.ApplicationStopped.Register(guard.Dispose);
        app.Use(next => http => guard.HandleAsync(http, next));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = surface.Page });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = surface.Page,
            // The page is small and must fit the server that answers it.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
        app.UseRouting();
        MapReading(app, surface, gate, key);
        var papers = new PaperEndpoints(surface, gate);
        app.MapGet("/api/papers", papers.List);
        app.MapGet("/paper/{run}/{file}", papers.Read);
        var speaking = new SpeakingEndpoints(surface, gate);
        app.MapPost("/api/say", (Delegate)speaking.SayAsync);
        app.MapPost("/api/press", (Delegate)speaking.PressAsync);
        app.MapPost("/api/persona", (Delegate)speaking.PersonaAsync);
        app.MapPost("/api/enter", (Delegate)speaking.EnterAsync);
        if (key.Exists)
        {
            var presence = surface.Drill ?? throw new InvalidOperationException("a drill key without a presence to tell");
            DrillEndpoints.Map(app, presence, key, surface);
        }
    }

    private static void MapReading(WebApplication app, WebChatSurface surface, PersonaGate gate, DrillKey key)
    {
        app.MapGet("/api/board", (HttpContext http) => Reading(http, reader => surface.Board(reader)));
        app.MapGet("/api/commands", (HttpContext http) => Reading(http, reader => new { commands = surface.Commands(reader.MaySpeak ? reader.Me : null) }));
        app.MapGet("/api/messages", (HttpContext http) => Reading(http, reader =>
        {
            var limit = http.Request.Query.ContainsKey("rev") ? int.MaxValue : PageSize;
            var zone = surface.Setting().Zone;
            var forDrill = key.FitsHeader(http.Request);
            var messages = reader.IsWall ? [] : surface.Channel.Room.Read(Number(http, "after"), Number(http, "rev"), limit)
                .Select(m => MessageJson.Of(m, zone, forDrill));
            return new { messages = messages.ToList() };
        }));
        // The cast: a lambda of HttpContext to Task would be taken for a request delegate and its result thrown away.
        app.MapGet("/api/records", (Delegate)((HttpContext http) => ReadingAsync(
            http, reader => surface.Records(reader.Me?.Language ?? surface.Setting().Language, http.RequestAborted))));
        app.MapGet("/api/log", (Delegate)((HttpContext http) => ReadingAsync(
            http, async reader => new { lines = reader.IsWall ? [] : await surface.StepLog(http.Request.Query["step"].ToString(), http.RequestAborted) })));
        app.MapGet("/api/events", new EventStream(surface, gate).ServeAsync);
        app.MapGet("/health", async (HttpContext http) =>
        {
            var health = await surface.Health(http.RequestAborted);
            return Results.Json(
                new { status = health.Ok ? "ok" : "ill", parts = health.Parts }, WebJson.Options,
                statusCode: health.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });

        async Task<IResult> ReadingAsync(HttpContext http, Func<PersonaContext, ValueTask<object>> what) =>
            gate.RefuseReading(http) is { } no ? no.In(surface.Setting().Language) : Fresh(http, await what(gate.Reader(http)));

        IResult Reading(HttpContext http, Func<PersonaContext, object> what) =>
            gate.RefuseReading(http) is { } no ? no.In(surface.Setting().Language) : Fresh(http, what(gate.Reader(http)));
    }

    private static IResult Fresh(HttpContext http, object what)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(what, WebJson.Options);
    }

    private static long Number(HttpContext http, string name) =>
        long.TryParse(http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
