using System.Text.Json;

namespace MailUpgrade.Adapters.Teams.Inbound;

/// <summary>What is read of an activity of the Bot Connector protocol; all else is ignored. Texts that are absent are empty.</summary>
public sealed record Activity
{
    /// <summary><c>message invoke conversationUpdate installationUpdate messageUpdate ...</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Unique in its conversation.</summary>
    public string Id { get; init; } = "";

    /// <summary>Name of an invoke.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>msteams</c>.</summary>
    public string ChannelId { get; init; } = "";

    /// <summary>Where to answer.</summary>
    public string ServiceUrl { get; init; } = "";

    /// <summary>When it was sent, by the service's clock.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Who sent it.</summary>
    public Account From { get; init; } = Account.Nobody;

    /// <summary>To whom.</summary>
    public Account Recipient { get; init; } = Account.Nobody;

    /// <summary>Where.</summary>
    public string ConversationId { get; init; } = "";

    /// <summary><c>personal groupChat channel</c>.</summary>
    public string ConversationType { get; init; } = "";

    /// <summary>Tenant of the conversation.</summary>
    public string ConversationTenant { get; init; } = "";

    /// <summary>Title of the conversation, for people to read.</summary>
    public string ConversationName { get; init; } = "";

    /// <summary>Tenant by the channel's own data.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>What was typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>Message on which a card was pressed.</summary>
    public string ReplyToId { get; init; } = "";

    /// <summary>Of an installationUpdate: <c>add remove</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>Who was mentioned, with the exact words of each mention.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    /// <summary>Who left.</summary>
    public IReadOnlyList<string> MembersRemoved { get; init; } = [];

    /// <summary>Id of the pressed button, or empty. Untrusted, like all that a card brings back.</summary>
    public string Pressed { get; init; } = "";

    /// <summary>It brought data of a card.</summary>
    public bool HasValue { get; init; }
}

/// <summary>One side of a conversation.</summary>
/// <param name="Id">Per bot and user.</param>
/// <param name="Name">For display only.</param>
/// <param name="ObjectId">Directory id of the person.</param>
public sealed record Account(string Id, string Name, string ObjectId)
{
    /// <summary>Nobody.</summary>
    public static Account Nobody { get; } = new("", "", "");
}

/// <summary>A mention in a text.</summary>
/// <param name="Id">Account that was mentioned.</param>
/// <param name="Text">Its exact words in the text.</param>
public sealed record Mention(string Id, string Text);

/// <summary>Reads activities. A field of the wrong kind counts as absent.</summary>
public static class ActivityReader
{
    private const int Deepest = 32;

    /// <summary>The activity, or null where the bytes are no JSON object.</summary>
    public static Activity? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(document.RootElement) : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second: a text that is no text, such as half of a surrogate pair.
            return null;
        }
    }

    private static Activity Of(JsonElement a)
    {
        var (conversation, channelData, value) = (Child(a, "conversation"), Child(a, "channelData"), Child(a, "value"));
        return new Activity
        {
            Type = Text(a, "type"),
            Id = Text(a, "id"),
            Name = Text(a, "name"),
            ChannelId = Text(a, "channelId"),
            ServiceUrl = Text(a, "serviceUrl"),
            Timestamp = DateTimeOffset.TryParse(
                Text(a, "timestamp"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            From = AccountOf(Child(a, "from")),
            Recipient = AccountOf(Child(a, "recipient")),
            ConversationId = Text(conversation, "id"),
            ConversationType = Text(conversation, "conversationType"),
            ConversationTenant = Text(conversation, "tenantId"),
            ConversationName = Text(conversation, "name"),
            Tenant = Text(Child(channelData, "tenant"), "id"),
            Text = Text(a, "text"),
            ReplyToId = Text(a, "replyToId"),
            Action = Text(a, "action"),
            Mentions = [.. Items(a, "entities").Where(e => Text(e, "type") == "mention")
                .Select(e => new Mention(Text(Child(e, "mentioned"), "id"), Text(e, "text")))],
            MembersRemoved = [.. Items(a, "membersRemoved").Select(m => Text(m, "id"))],
            // Action.Submit brings its data as the value; Action.Execute brings it in value.action.data.
            Pressed = Text(a, "type") == "invoke" ? Text(Child(Child(value, "action"), "data"), "press") : Text(value, "press"),
            HasValue = value.ValueKind == JsonValueKind.Object,
        };
    }

    private static Account AccountOf(JsonElement e) => new(Text(e, "id"), Text(e, "name"), Text(e, "aadObjectId"));

    private static JsonElement Child(JsonElement e, string name) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : default;

    private static JsonElement.ArrayEnumerator Items(JsonElement e, string name) =>
        e.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Text(JsonElement e, string name) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
