using System.CommandLine;
using System.Globalization;
using MailUpgrade.Service.Watching;

namespace MailUpgrade.Service.Commands;

/// <summary>
/// <c>watch</c>: a second small process, best on another machine, that calls people when the bot is silent during a run. Of the bot it
/// knows the health address and nothing else: no setting, no file, no code.
/// </summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The bot's page. Default http://127.0.0.1:5080.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var post = new Option<string?>("--post") { Description = "Address that takes {\"text\": ...}, as a Telegram bot's sendMessage?chat_id=... and a Teams webhook do. Write file:PATH where it holds a token." };
        var command = new Option<string?>("--command") { Description = "Shell text to run: a call, an SMS. The words are in $MU_TEXT and on its input." };
        var silence = new Option<int>("--minutes") { Description = "Minutes of silence, by the run clock, 1 to 60. Default 3.", DefaultValueFactory = _ => 3 };
        var watch = new Command("watch", "Calls people by another way when the bot is silent during a run.") { url, post, command, silence };
        watch.SetAction((parsed, ct) => WatchAsync(parsed.GetValue(url)!, parsed.GetValue(post), parsed.GetValue(command), parsed.GetValue(silence), ct));
        return watch;
    }

    private static async Task<int> WatchAsync(string page, string? post, string? command, int minutes, CancellationToken ct)
    {
        string[] faults =
        [
            .. IsAddress(page) ? [] : new[] { $"--url '{page}' is not an address; write http://127.0.0.1:5080" },
            .. post is null && command is null ? new[] { "nobody would be called: give --post, --command or both" } : [],
            .. minutes is < 1 or > 60 ? new[] { $"--minutes {minutes.ToString(CultureInfo.InvariantCulture)} is out of range; write 1 to 60" } : [],
        ];
        var to = post;
        try
        {
            to = post?.StartsWith("file:", StringComparison.Ordinal) == true ? (await File.ReadAllTextAsync(post[5..], ct)).Trim() : post;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults = [.. faults, $"--post: {post![5..]} cannot be read"];
        }
        if (to is not null && !IsAddress(to) && !to.StartsWith("file:", StringComparison.Ordinal))
        {
            faults = [.. faults, "--post is not an address; write https://... or file:PATH of a file that holds one"];
        }
        if (faults.Length > 0)
        {
            foreach (var fault in faults.Distinct())
            {
                await Console.Error.WriteLineAsync(fault);
            }
            return CommonOptions.Unusable;
        }
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var ways = new OtherWays(http, to is null ? null : new Uri(to), command, Say);
        Say($"watching {page}; calls after {minutes.ToString(CultureInfo.InvariantCulture)} min of silence during a run");
        try
        {
            await new BotWatch(
                http, new Uri(new Uri(page), "/health"), ways.CallAsync, TimeProvider.System,
                new WatchTimings { Silence = TimeSpan.FromMinutes(minutes) }).RunAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // told to stop
        }
        return CommonOptions.Done;
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static void Say(string text)
    {
        Console.WriteLine($"{TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {text}");
        Console.Out.Flush();
    }
}
