using System.Text.Json.Nodes;
using MailUpgrade.Adapters.Telegram.Hearing;
using MailUpgrade.Adapters.Telegram.Wire;
using MailUpgrade.Core.Runs;
using MailUpgrade.Practice.Telegram;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Telegram;

/// <summary>Everything that only looks like a person's word.</summary>
public sealed class UpdateJudgeTests
{
    private const long Group = -1001234567890;
    private static readonly DateTimeOffset Now = new(2018, 12, 29, 15, 0, 0, TimeSpan.Zero);
    private static readonly UpdateJudge Judge = new(BotWorld.BotId, "practice_upgrade_bot", TimeSpan.FromMinutes(5));

    public static TheoryData<string, string, string> Doubtful => new()
    {
        { "an anonymous admin", """{"sender_chat":{"id":-1001234567890,"type":"supergroup","title":"x"},"from":{"id":1087968824,"is_bot":true,"first_name":"Group","username":"GroupAnonymousBot"}}""", RefusalCodes.NotInPerson },
        { "a channel's stand-in", """{"sender_chat":{"id":-1009,"type":"channel","title":"x"},"from":{"id":136817688,"is_bot":true,"first_name":"Channel"}}""", RefusalCodes.NotInPerson },
        { "a person's id under a group's name", """{"sender_chat":{"id":-1001234567890,"type":"supergroup","title":"x"}}""", RefusalCodes.NotInPerson },
        { "a forward", """{"forward_origin":{"type":"user","date":1,"sender_user":{"id":1003,"is_bot":false,"first_name":"S"}}}""", RefusalCodes.NotInPerson },
        { "a forward of an old server", """{"forward_date":1546095600}""", RefusalCodes.NotInPerson },
        { "by way of a bot", """{"via_bot":{"id":5,"is_bot":true,"first_name":"b"}}""", RefusalCodes.NotInPerson },
        { "scheduled", """{"is_from_offline":true}""", RefusalCodes.NotInPerson },
        { "edited", """{"edit_date":1546095600}""", RefusalCodes.NotInPerson },
        { "six minutes old", """{"date":1546095240}""", RefusalCodes.Stale },
        { "a day old", """{"date":1546009200}""", RefusalCodes.Stale },
        { "of a time to come", """{"date":1546095900}""", RefusalCodes.Stale },
        { "of a chat that is not bound", """{"chat":{"id":-1005,"type":"supergroup","title":"x"}}""", RefusalCodes.NotAllowed },
    };

    public static TheoryData<string, string> Nothings => new()
    {
        { "another bot", """{"from":{"id":77,"is_bot":true,"first_name":"b"}}""" },
        { "nobody", """{"from":null}""" },
        { "a linked channel's post", """{"is_automatic_forward":true}""" },
        { "a guest", """{"guest_query_id":"1"}""" },
        { "what a guest bot was asked", """{"guest_bot_caller_user":{"id":1003,"is_bot":false,"first_name":"S"}}""" },
        { "business", """{"business_connection_id":"b"}""" },
        { "a business bot", """{"sender_business_bot":{"id":7,"is_bot":true,"first_name":"b"}}""" },
        { "ephemeral", """{"ephemeral_message_id":4}""" },
        { "a channel", """{"chat":{"id":-1001234567890,"type":"channel","title":"x"}}""" },
        { "a private chat of two others", """{"chat":{"id":1001,"type":"private","first_name":"S"}}""" },
        { "a number that is no message", """{"message_id":0}""" },
        { "another bot's command", """{"text":"/go@other_bot"}""" },
        { "talk", """{"text":"go ahead, please"}""" },
    };

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void It_looks_like_a_command_and_does_not_count(string what, string with, string code)
    {
        var heard = Judged(Message(with));
        Assert.True(heard is Heard.NotCounted, $"{what}: {heard}");
        Assert.Equal(code, ((Heard.NotCounted)heard).Code);
    }

    [Theory]
    [MemberData(nameof(Nothings))]
    public void It_is_nothing_for_us(string what, string with) => Assert.True(Judged(Message(with)) is Heard.Nothing, what);

    [Theory]
    [InlineData("edited_message")]
    [InlineData("channel_post")]
    [InlineData("edited_channel_post")]
    [InlineData("business_message")]
    [InlineData("guest_message")]
    [InlineData("message_reaction")]
    public void Only_a_new_message_or_a_press_can_count(string kind)
    {
        var heard = Judged(new JsonObject { ["update_id"] = 1, [kind] = Message("{}")["message"]!.DeepClone() });
        Assert.False(heard is Heard.Line or Heard.Press, $"{heard}");
    }

    [Fact]
    public void A_person_who_types_here_and_now_counts()
    {
        Assert.Equal(new Heard.Line(new(Group, null), 5, 1003, "/go", false), Judged(Message("{}")));
        Assert.Equal(new Heard.Line(new(Group, 45), 5, 1003, "/go", false), Judged(Message("""{"message_thread_id":45,"is_topic_message":true}""")));
        Assert.Equal(
            new Heard.Line(new(1003, null), 5, 1003, "/go@Practice_Upgrade_Bot", true),
            Judged(Message("""{"text":"/go@Practice_Upgrade_Bot","chat":{"id":1003,"type":"private","first_name":"S"}}""")));
    }

    [Fact]
    public void What_is_quoted_or_replied_to_is_not_the_senders()
    {
        var heard = Judged(Message("""{"text":"no","quote":{"text":"/go","position":0},"reply_to_message":{"message_id":4,"date":1546095600,"chat":{"id":-1001234567890,"type":"supergroup","title":"x"},"text":"/go"}}"""));
        Assert.IsType<Heard.Nothing>(heard);
    }

    [Theory]
    [InlineData("""{"from":{"id":5,"is_bot":true,"first_name":"b"}}""")]
    [InlineData("""{"from":null}""")]
    [InlineData("""{"message":null}""")]
    [InlineData("""{"message":{"message_id":9,"date":0,"chat":{"id":-1001234567890,"type":"supergroup","title":"x"}}}""")]
    [InlineData("""{"message":{"message_id":9,"date":1546095600,"chat":{"id":-77,"type":"group","title":"x"}}}""")]
    [InlineData("""{"message":{"message_id":9,"date":1546095600,"chat":{"id":1001,"type":"private","first_name":"x"}}}""")]
    [InlineData("""{"inline_message_id":"x"}""")]
    [InlineData("""{"game_short_name":"x"}""")]
    [InlineData("""{"data":null}""")]
    public void A_press_that_cannot_be_one_does_not_count(string with) => Assert.IsType<Heard.NotCounted>(Judged(Press(with)));

    [Fact]
    public void A_press_that_may_have_waited_for_hours_does_not_count()
    {
        Assert.IsType<Heard.Press>(Judged(Press("{}")));
        Assert.Equal(RefusalCodes.Stale, Assert.IsType<Heard.NotCounted>(Judged(Press("{}"), late: true)).Code);
    }

    [Theory]
    [InlineData("""{"migrate_to_chat_id":-1009}""", true)]
    [InlineData("""{"chat":{"id":-1009,"type":"supergroup","title":"x"},"migrate_from_chat_id":-1001234567890}""", true)]
    [InlineData("""{"chat":{"id":-77,"type":"group","title":"x"},"migrate_to_chat_id":-1009}""", false)]
    [InlineData("""{"chat":{"id":-1009,"type":"supergroup","title":"x"},"migrate_from_chat_id":-77}""", false)]
    public void A_group_moves_only_where_it_was_bound(string with, bool moves) =>
        Assert.Equal(moves, Judged(Message(with)) is Heard.Moved { From: Group, To: -1009 });

    private static Heard Judged(JsonObject update, bool late = false) =>
        Judge.Judge(TelegramJson.Update(update.ToJsonString())!, chat => chat == Group, Now, late);

    private static JsonObject Message(string with) => new()
    {
        ["update_id"] = 1,
        ["message"] = Merged(
            """{"message_id":5,"date":1546095600,"chat":{"id":-1001234567890,"type":"supergroup","title":"x"},"from":{"id":1003,"is_bot":false,"first_name":"S"},"text":"/go"}""", with),
    };

    private static JsonObject Press(string with) => new()
    {
        ["update_id"] = 1,
        ["callback_query"] = Merged(
            """{"id":"77","from":{"id":1003,"is_bot":false,"first_name":"S"},"data":"abc","chat_instance":"1","message":{"message_id":9,"date":1546095600,"chat":{"id":-1001234567890,"type":"supergroup","title":"x"}}}""", with),
    };

    private static JsonObject Merged(string json, string with)
    {
        var all = JsonNode.Parse(json)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(with)!.AsObject())
        {
            all[key] = value?.DeepClone();
        }
        return all;
    }
}
