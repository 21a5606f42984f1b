using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Runs.State;
using Xunit;

namespace MailUpgrade.Core.Tests.Chat;

public sealed class VoiceTests
{
    private static readonly string[] Signs = [Speech.Running, Speech.Done, Speech.Failed, Speech.Unknown, Speech.Waits];

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void Every_first_line_fits_a_lock_screen_and_a_sign_has_its_word_beside_it(string name, string language)
    {
        var told = Told.Of(Nights.All[name](), language, "a last line of output");
        Assert.NotEmpty(told.Messages);
        Assert.All(told.Messages, m =>
        {
            Assert.True(FirstLine.Count(m.Lines[0]) <= FirstLine.Longest, $"{FirstLine.Count(m.Lines[0])}: {m.Lines[0]}");
            Assert.True(char.IsLetter(m.Lines[0][0]) || Signs.Any(s => m.Lines[0].StartsWith(s + " ", StringComparison.Ordinal)), m.Lines[0]);
            Assert.DoesNotContain(m.Lines, string.IsNullOrWhiteSpace);
        });
    }

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void The_bot_never_shouts_flatters_or_begs(string name, string language)
    {
        var told = Told.Of(Nights.All[name](), language);
        Assert.All(told.Messages.SelectMany(m => m.Lines).Concat(told.Messages.SelectMany(m => m.Buttons).Select(b => b.Label)), Calm);
    }

    [Fact]
    public void The_tables_of_words_are_calm_too()
    {
        var texts = RefusalTexts.All.SelectMany(t => new[] { t.Rule, t.Next }).Concat(CommandTable.All.SelectMany(e => new[] { e.Usage, e.Help }));
        Assert.All(texts.SelectMany(t => new[] { t.En, t.Id }), Calm);
    }

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void What_rings_names_who_is_needed_and_what_does_not_ring_asks_nobody(string name, string language)
    {
        var told = Told.Of(Nights.All[name](), language);
        Assert.All(told.Messages.Where(m => m.Rings), m =>
        {
            Assert.Equal(MessageKind.Decision, m.Kind);
            Assert.NotNull(m.For);
        });
        Assert.All(told.Messages.Where(m => m.Kind == MessageKind.Notice), m => Assert.Empty(m.Buttons));
    }

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void Every_button_is_a_command_that_can_be_read_and_carries_what_was_seen(string name, string language)
    {
        var night = Nights.All[name]();
        Assert.All(Told.Of(night, language).Messages.SelectMany(m => m.Buttons), b =>
        {
            var message = new InboundMessage("web", "1", "executor", b.Command, b.Press, DateTimeOffset.UnixEpoch);
            Assert.IsType<Reading>(CommandParser.Read(message, night.Files.Team.People[0], night.Files.Plan, night.Files.Fleet, []), exactMatch: false);
            Assert.True(CommandParser.Read(message, night.Files.Team.People[0], night.Files.Plan, night.Files.Fleet, []) is Reading.Order or Reading.Question, b.Command);
            Assert.Equal(night.State.Id, b.Press.Run);
            Assert.True(b.Press.SeenSeq > 0);
        });
    }

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void The_status_has_three_lines_and_fits_in_every_state_passed_through(string name, string language)
    {
        var night = Nights.All[name]();
        var state = RunState.Empty;
        foreach (var recorded in night.Journal)
        {
            state = Core.Runs.Run.Apply(state, recorded);
            var status = StatusView.Of(state, night.Scene with { Now = recorded.At }, Told.Speech(language));
            Assert.Equal(3, status.Lines.Count);
            Assert.True(FirstLine.Count(status.Lines[0]) <= FirstLine.Longest, status.Lines[0]);
            Assert.All(status.Lines, Calm);
        }
    }

    [Theory]
    [MemberData(nameof(Nights.Everywhere), MemberType = typeof(Nights))]
    public void Telling_again_gives_the_same_messages_under_the_same_keys(string name, string language)
    {
        var night = Nights.All[name]();
        Assert.Equal(Told.Of(night, language).Messages.Select(m => m.Key + Told.Text(m)), Told.Of(night, language).Messages.Select(m => m.Key + Told.Text(m)));
    }

    private static void Calm(string line)
    {
        Assert.DoesNotContain("!", line, StringComparison.Ordinal);
        Assert.DoesNotContain("success", line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("sukses", line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("please note", line, StringComparison.OrdinalIgnoreCase);
    }
}
