using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Runs;
using MailUpgrade.Service.Drills.Play.Peers;
using MailUpgrade.Service.Drills.Script;

namespace MailUpgrade.Service.Drills.Play;

/// <summary>Lines that a person says or presses. Each waits for the bot's answer.</summary>
internal sealed class Speaking(Night night)
{
    // Wire clock: from a line to its answer.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private const string StatusKind = "status";

    public async Task SayAsync(DrillLine.Say line, CancellationToken ct)
    {
        if (night.PeerOf(line.By) is { } peer)
        {
            night.Note(line.By, line.Text + (line.Refused is null ? "" : $"   (to be refused: {line.Refused})"));
            Judge($"{line.By}: {line.Text}", RefusalIn(await peer.SayAsync(line.By, line.Text, ct)), line.Refused);
            return;
        }
        var id = Guid.NewGuid().ToString("N");
        night.Note(line.By, line.Text + (line.Refused is null ? "" : $"   (to be refused: {line.Refused})"));
        var refused = await night.Chat.SayAsync(line.By, id, line.Text, ct);
        if (refused is null && line.Text.StartsWith('/'))
        {
            refused = await AnswerAsync(id, ct);
        }
        Judge($"{line.By}: {line.Text}", refused, line.Refused);
    }

    public async Task PressAsync(DrillLine.Press line, CancellationToken ct)
    {
        var id = Guid.NewGuid().ToString("N");
        if (night.PeerOf(line.By) is { } peer)
        {
            await PressAsync(peer, line, ct);
            return;
        }
        var (message, button) = await FindAsync(line.Word, ct);
        night.Note(line.By, $"[{button.Text}]  {button.Command}" + (line.Refused is null ? "" : $"   (to be refused: {line.Refused})"));
        var refused = await night.Chat.PressAsync(line.By, id, message, button, ct);
        refused ??= await AnswerAsync(id, ct);
        // The second tap that a destructive press is answered with is its usual course.
        Judge($"{line.By} presses {line.Word}", refused == RefusalCodes.ConfirmNeeded && line.Refused is null ? null : refused, line.Refused);
    }

    /// <summary>The page shows which command a button carries; the person presses what looks the same on their own channel.</summary>
    private async Task PressAsync(IDrillPeer peer, DrillLine.Press line, CancellationToken ct)
    {
        // The second tap is asked of who pressed, on their channel alone.
        var isSecond = line.Word == CommandTable.Confirm;
        var (firstLine, label) = isSecond ? (null, null) : ((string?, string?))await ShownAsync(line.Word, ct);
        night.Note(line.By, $"[{label ?? line.Word}]" + (line.Refused is null ? "" : $"   (to be refused: {line.Refused})"));
        var refused = RefusalIn(await peer.PressAsync(line.By, firstLine, label, ct));
        Judge($"{line.By} presses {line.Word}", refused == RefusalCodes.ConfirmNeeded && line.Refused is null ? null : refused, line.Refused);
    }

    private async Task<(string FirstLine, string Label)> ShownAsync(string word, CancellationToken ct)
    {
        var (message, button) = await FindAsync(word, ct);
        // The status message says something else each moment and its edits wait for their turn: its button is what it is known by.
        return (message.Kind == StatusKind ? "" : message.Text.Split('\n')[0], button.Text);
    }

    /// <summary>A refusal names its code at the end of its last line.</summary>
    private static string? RefusalIn(string? answer) =>
        answer is null ? throw new DrillFailedException($"the bot did not answer within {AnswerLimit.TotalSeconds:0} s")
        : answer.TrimEnd() is [.., ']'] said && said.LastIndexOf('[') is >= 0 and var at && RefusalCodes.All.Contains(said[(at + 1)..^1]) ? said[(at + 1)..^1] : null;

    private static void Judge(string what, string? refused, string? expected)
    {
        if (refused == expected)
        {
            return;
        }
        throw new DrillFailedException(
            refused is null ? $"{what}: was to be refused as {expected}, and was taken"
            : expected is null ? $"{what}: refused as {refused}"
            : $"{what}: refused as {refused}, was to be refused as {expected}");
    }

    /// <summary>The bot says a message and its buttons within moments of the event: a press may be asked for a little early.</summary>
    private async Task<(DrillMessage Message, DrillButton Button)> FindAsync(string word, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < AnswerLimit)
        {
            night.Service.ThrowIfDead();
            await night.LookAsync(ct);
            foreach (var message in night.Chat.Messages.Reverse())
            {
                if (message.Buttons.FirstOrDefault(b => b.Carries(word)) is { } button)
                {
                    return (message, button);
                }
            }
            await Task.Delay(Look, ct);
        }
        var there = night.Chat.Messages.SelectMany(m => m.Buttons).Select(b => b.Command).Distinct().ToList();
        throw new DrillFailedException(
            $"no button carries /{word}; " + (there.Count == 0 ? "no message has buttons now" : $"there are {string.Join(", ", there)}"));
    }

    /// <summary>Waits for the answer and returns the refusal code that it stands for, or null.</summary>
    private async Task<string?> AnswerAsync(string id, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < AnswerLimit)
        {
            night.Service.ThrowIfDead();
            await night.LookAsync(ct);
            if (night.Chat.Messages.FirstOrDefault(m => m.IsOfTheBot && m.Answers == id) is { } answer)
            {
                return night.History.RefusalOf($"web:{id}") ?? answer.Refusal;
            }
            await Task.Delay(Look, ct);
        }
        throw new DrillFailedException($"the bot did not answer within {AnswerLimit.TotalSeconds:0} s");
    }
}
