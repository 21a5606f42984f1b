using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using MailUpgrade.Adapters.Files;
using MailUpgrade.Adapters.HostConsole;
using MailUpgrade.Service.Endpoints;

namespace MailUpgrade.Service.Commands;

/// <summary>The way to the bot when every chat is down: a line, or a conversation, on the bot's own host.</summary>
internal static class ChatCommand
{
    // Wire clock: from a line to its answer.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var person = new Option<string>("--as") { Description = "Your id in team.yaml." };
        var key = new Option<string?>("--key") { Description = "File with your key. Default ~/.config/mailupgrade/PERSON.key" };
        var newKey = new Option<string?>("--new-key") { Description = "Gives a person a new key and prints it, once. An older one counts no more." };
        var line = new Argument<string[]>("LINE") { Arity = ArgumentArity.ZeroOrMore, Description = "What to say. Without it the terminal is a chat until its end." };
        var command = new Command("chat", "Speaks to the running bot on its own host, as a person with a key of their own.") { person, key, newKey, line };
        command.SetAction(async (parsed, ct) =>
        {
            var state = Path.GetFullPath(parsed.GetValue(CommonOptions.State)!);
            if (parsed.GetValue(newKey) is { } given)
            {
                return await GiveAsync(state, parsed.GetValue(CommonOptions.Config)!, given);
            }
            if (parsed.GetValue(person) is not { Length: > 0 } me)
            {
                return await ComplainAsync("say who you are: mailupgrade chat --as PERSON", CommonOptions.Unusable);
            }
            return await SpeakAsync(state, me, parsed.GetValue(key), string.Join(' ', parsed.GetValue(line) ?? []), ct);
        });
        return command;
    }

    private static async Task<int> GiveAsync(string state, string config, string person)
    {
        var team = new ConfigFolder(config).Team();
        if (team.Value?.Find(person) is null)
        {
            return await ComplainAsync($"nobody in team.yaml is called {person}: {string.Join(", ", team.Value?.People.Select(p => p.Id) ?? [])}", CommonOptions.Unusable);
        }
        try
        {
            var key = new ConsoleKeys(state).Give(person);
            await Console.Error.WriteLineAsync($"The key of {person}; it is shown once. They put it into ~/.config/mailupgrade/{person}.key, readable by them alone:");
            Console.WriteLine(key);
            return CommonOptions.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return await ComplainAsync(fault.Message, CommonOptions.Unusable);
        }
    }

    private static SocketsHttpHandler Handler(string certificate)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (certificate.Length > 0)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
                string.Equals(shown?.GetCertHashString(HashAlgorithmName.SHA256), certificate, StringComparison.OrdinalIgnoreCase);
        }
        return handler;
    }

    private static async Task<int> SpeakAsync(string state, string me, string? keyFile, string line, CancellationToken ct)
    {
        keyFile ??= Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config", "mailupgrade", me + ".key");
        try
        {
            var key = (await File.ReadAllTextAsync(keyFile, ct)).Trim();
            var url = await File.ReadAllTextAsync(new ConsoleKeys(state).UrlPath, ct);
            using var http = new HttpClient(Handler(new ConsoleKeys(state).Certificate)) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };
            http.DefaultRequestHeaders.Add(ConsoleEndpoints.PersonHeader, me);
            http.DefaultRequestHeaders.Add(ConsoleEndpoints.KeyHeader, key);
            return line.Length > 0 ? await OnceAsync(http, line, ct) : await TalkAsync(http, ct);
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.Forbidden)
        {
            return await ComplainAsync($"the key in {keyFile} is not {me}'s: whoever runs the bot gives one with mailupgrade chat --new-key {me}", CommonOptions.Bad);
        }
        catch (HttpRequestException fault)
        {
            return await ComplainAsync($"the bot does not answer: {fault.Message}", CommonOptions.Bad);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return await ComplainAsync($"{fault.Message} Whoever runs the bot gives a key with mailupgrade chat --new-key {me}; the bot must be running with this --state.", CommonOptions.Unusable);
        }
    }

    private static async Task<int> OnceAsync(HttpClient http, string line, CancellationToken ct)
    {
        var after = 0L;
        var id = await SayAsync(http, line, ct);
        if (!line.StartsWith('/'))
        {
            return CommonOptions.Done;
        }
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < AnswerLimit)
        {
            var (lines, next) = await ReadAsync(http, after, ct);
            after = next;
            if (lines.FirstOrDefault(l => l.Answers == id) is { } answer)
            {
                Console.WriteLine(answer.Text);
                return answer.Refusal is null ? CommonOptions.Done : CommonOptions.Bad;
            }
        }
        return await ComplainAsync($"the bot did not answer within {AnswerLimit.TotalSeconds:0} s", CommonOptions.Bad);
    }

    private static async Task<int> TalkAsync(HttpClient http, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(
            async () =>
            {
                long after = 0;
                while (!over.IsCancellationRequested)
                {
                    var (lines, next) = await ReadAsync(http, after, over.Token);
                    after = next;
                    foreach (var line in lines)
                    {
                        Console.WriteLine((line.Edited ? "(edited) " : line.Rings ? "(!) " : "") + line.Text);
                    }
                }
            },
            over.Token);
        while (await Console.In.ReadLineAsync(ct) is { } typed)
        {
            if (typed.Trim().Length > 0)
            {
                await SayAsync(http, typed, ct);
            }
        }
        await over.CancelAsync();
        await Task.WhenAny(reading);
        return CommonOptions.Done;
    }

    private static async Task<string> SayAsync(HttpClient http, string line, CancellationToken ct)
    {
        var id = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/console/say") { Content = new StringContent(line) };
        request.Headers.Add("X-Console-Id", id);
        using var answer = await http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return id;
    }

    private static async Task<(IReadOnlyList<ConsoleLine> Lines, long After)> ReadAsync(HttpClient http, long after, CancellationToken ct)
    {
        var lines = await http.GetFromJsonAsync<List<ConsoleLine>>($"/console/read?after={after}", ct) ?? [];
        return (lines, lines.Count > 0 ? lines.Max(l => l.Rev) : after);
    }

    private static async Task<int> ComplainAsync(string words, int code)
    {
        await Console.Error.WriteLineAsync(words);
        return code;
    }
}
