using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Telegram.Hearing;

/// <summary>What an update turned out to be.</summary>
public abstract record Heard
{
    /// <summary>Nothing for us: talk, another bot's, a kind that is not handled.</summary>
    /// <param name="Why">A few words for the log.</param>
    public sealed record Nothing(string Why) : Heard;

    /// <summary>A person typed a command, here and now.</summary>
    public sealed record Line(TelegramPlace Place, long MessageId, long Sender, string Text, bool IsPrivate) : Heard;

    /// <summary>A person sent a picture or file for the record.</summary>
    /// <param name="Place">Where.</param>
    /// <param name="MessageId">Of the chat.</param>
    /// <param name="Sender">Who.</param>
    /// <param name="FileId">To fetch it.</param>
    /// <param name="Extension">With its dot, of a short list.</param>
    /// <param name="MediaType">As Telegram said; of a photo always that of a JPEG.</param>
    /// <param name="Size">Bytes, where known.</param>
    /// <param name="Caption">What they wrote under it.</param>
    public sealed record Evidence(TelegramPlace Place, long MessageId, long Sender, string FileId, string Extension, string MediaType, long? Size, string Caption) : Heard;

    /// <summary>Somebody pressed something that claims to be a button of ours.</summary>
    public sealed record Press(TelegramPlace Place, long MessageId, long Sender, string CallbackId, string Data, bool IsPrivate) : Heard;

    /// <summary>It looks like a command and does not count as one.</summary>
    /// <param name="Place">Where to say so; null: nowhere.</param>
    /// <param name="MessageId">Of the chat.</param>
    /// <param name="Sender">Who seems to have sent it; null where nobody knows.</param>
    /// <param name="Code">Refusal code.</param>
    /// <param name="Rule">Why it does not count.</param>
    /// <param name="Next">What to do.</param>
    public sealed record NotCounted(TelegramPlace? Place, long MessageId, long? Sender, string Code, LocalText Rule, LocalText Next) : Heard
    {
        /// <summary>Callback to be answered instead of a message.</summary>
        public string? CallbackId { get; init; }
    }

    /// <summary>A bound group lives under a new id.</summary>
    public sealed record Moved(long From, long To) : Heard;

    /// <summary>The bot may or may not speak in a chat any more.</summary>
    public sealed record Membership(long Chat, bool IsIn) : Heard;
}
