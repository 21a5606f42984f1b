namespace MailUpgrade.Core.Chat.Views;

/// <summary>What an event does to the messages that people see.</summary>
public abstract record View
{
    /// <summary>A message that nobody must answer.</summary>
    public sealed record Tell(OutboundMessage Message) : View;

    /// <summary>A message that waits for a person, under the subject by which it is closed.</summary>
    public sealed record Open(string Subject, OutboundMessage Message) : View;

    /// <summary>The open message of a subject is decided: the line says what and by whom.</summary>
    public sealed record Close(string Subject, string Line) : View;

    /// <summary>Every open message is void for one reason.</summary>
    public sealed record CloseAll(string Line) : View;

    /// <summary>The buttons of an open message count from this event on.</summary>
    public sealed record Restamp(string Subject) : View;
}

/// <summary>Subjects of open messages.</summary>
internal static class Subjects
{
    public const string Permit = "permit";
    public const string Start = "start";
    public const string Offer = "handover";
    public const string Hold = "hold";
    public const string Conflicts = "conflicts";
    public const string Sandbox = "sandbox";
    public const string Away = "away";
    public const string Late = "late";
    public const string NotOk = "not-ok";
    public const string VoidSet = "void-set";
    public const string Window = "window";
    public const string Warning = "rollback-warning";

    public static string Step(string name) => "step:" + name;

    public static string Takeover(string host) => "takeover:" + host;

    public static string Link(string name) => "link:" + name;

    public static string Prompt(string name) => "prompt:" + name;

    public static string Overdue(string name) => "overdue:" + name;

    public static string Phase(string id) => "phase:" + id;

    public static string Gate(string phase) => "gate:" + phase;

    public static string Ask(string name) => "ask:" + name;

    public static string Proposal(string decision) => "proposal:" + decision;
}
