using MailUpgrade.Core.Chat.Texts;

namespace MailUpgrade.Core.Chat.Handlers;

/// <summary><c>/whoami</c></summary>
internal static class ShowWhoAmI
{
    public static Task<IReadOnlyList<string>> AnswerAsync(QuestionContext c, CancellationToken ct)
    {
        var roles = c.Speech.Both(c.Person.Roles.Select(c.Speech.Role));
        var channels = string.Join(", ", c.Person.Identities.Keys.Order(StringComparer.Ordinal));
        return Task.FromResult<IReadOnlyList<string>>(
        [
            FirstLine.Of(c.Speech.Say($"You are {c.Person.Name}: {roles}", $"Anda {c.Person.Name}: {roles}")),
            c.Speech.Say($"Id {c.Person.Id}, known on {channels}. One person is one vote on all of them.", $"Id {c.Person.Id}, dikenal di {channels}. Satu orang satu suara di semua channel."),
        ]);
    }
}
