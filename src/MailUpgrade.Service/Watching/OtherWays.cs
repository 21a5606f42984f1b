using System.Diagnostics;
using System.Net.Http.Json;

namespace MailUpgrade.Service.Watching;

/// <summary>
/// The ways to people that do not lead through the bot: a message posted to an address (a Telegram bot's sendMessage and a Teams webhook both
/// take <c>{"text": ...}</c>), and a command of the site's choice (a call, an SMS) with the text in <c>MU_TEXT</c> and on its input.
/// Each is tried by itself: one that fails does not keep the other back.
/// </summary>
/// <param name="http">For the post.</param>
/// <param name="post">Address, or null. It may hold a token: it is never printed.</param>
/// <param name="command">Shell text, or null.</param>
/// <param name="say">Where the watcher's own words go.</param>
public sealed class OtherWays(HttpClient http, Uri? post, string? command, Action<string> say)
{
    // Wire clock: longest time one way may take.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private const int Tries = 3;

    /// <summary>Calls by every way. Never throws for a way that is closed; it says so.</summary>
    public async Task CallAsync(string text, CancellationToken ct)
    {
        say(text);
        await Task.WhenAll(
            post is null ? Task.CompletedTask : TryAsync("the post", c => PostAsync(post, text, c), ct),
            command is null ? Task.CompletedTask : TryAsync("the command", c => RunAsync(command, text, c), ct));
    }

    private async Task TryAsync(string name, Func<CancellationToken, Task> way, CancellationToken ct)
    {
        for (var n = 1; ; n++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Limit);
            try
            {
                await way(limit.Token);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or InvalidOperationException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
            {
                // The type alone: a message could name the address, and the address may hold a token.
                say($"{name} failed, try {n} of {Tries}: {(e is InvalidOperationException ? e.Message : e.GetType().Name)}");
                if (n == Tries)
                {
                    return;
                }
            }
        }
    }

    private async Task PostAsync(Uri to, string text, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(to, new { text }, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"answered {(int)answer.StatusCode}");
        }
    }

    private static async Task RunAsync(string shell, string text, CancellationToken ct)
    {
        var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true };
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(shell);
        info.Environment["MU_TEXT"] = text;
        using var process = Process.Start(info) ?? throw new InvalidOperationException("could not be started");
        try
        {
            await process.StandardInput.WriteLineAsync(text.AsMemory(), ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read its input, which is its own affair.
        }
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ended with status {process.ExitCode}");
        }
    }
}
