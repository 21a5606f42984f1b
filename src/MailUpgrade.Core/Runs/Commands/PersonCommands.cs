namespace MailUpgrade.Core.Runs.Commands;

/// <summary>Begin the phase whose command this is (<c>/precheck</c>).</summary>
public sealed record BeginPhase(string Id, string Actor, string Channel, string Word, SeenState? Seen)
    : PersonCommand(Id, Actor, Channel, Word, Seen);

/// <summary><c>/ready</c></summary>
public sealed record DeclareReady(string Id, string Actor, string Channel, SeenState? Seen)
    : PersonCommand(Id, Actor, Channel, "ready", Seen);

/// <summary><c>/go</c>: the permit, or an open gate.</summary>
public sealed record Go(string Id, string Actor, string Channel, SeenState? Seen)
    : PersonCommand(Id, Actor, Channel, "go", Seen);

/// <summary><c>/nogo reason</c></summary>
public sealed record NoGo(string Id, string Actor, string Channel, SeenState? Seen, string Reason)
    : PersonCommand(Id, Actor, Channel, "nogo", Seen);

/// <summary><c>/hold reason</c></summary>
public sealed record Hold(string Id, string Actor, string Channel, SeenState? Seen, string Reason)
    : PersonCommand(Id, Actor, Channel, "hold", Seen);

/// <summary><c>/resume</c></summary>
public sealed record Resume(string Id, string Actor, string Channel, SeenState? Seen)
    : PersonCommand(Id, Actor, Channel, "resume", Seen);

/// <summary><c>/retry step</c>; a host name or nothing means the failed one there is.</summary>
public sealed record Retry(string Id, string Actor, string Channel, SeenState? Seen, string Step)
    : PersonCommand(Id, Actor, Channel, "retry", Seen);

/// <summary><c>/fixed note</c></summary>
public sealed record Fixed(string Id, string Actor, string Channel, SeenState? Seen, string Text)
    : PersonCommand(Id, Actor, Channel, "fixed", Seen);

/// <summary><c>/skip step reason</c></summary>
public sealed record Skip(string Id, string Actor, string Channel, SeenState? Seen, string Step, string Reason)
    : PersonCommand(Id, Actor, Channel, "skip", Seen);

/// <summary><c>/rollback reason</c></summary>
public sealed record Rollback(string Id, string Actor, string Channel, SeenState? Seen, string Reason)
    : PersonCommand(Id, Actor, Channel, "rollback", Seen);

/// <summary><c>/without host reason</c></summary>
public sealed record LeaveOut(string Id, string Actor, string Channel, SeenState? Seen, string Host, string Reason)
    : PersonCommand(Id, Actor, Channel, "without", Seen);

/// <summary><c>/abort reason</c></summary>
public sealed record Abort(string Id, string Actor, string Channel, SeenState? Seen, string Reason)
    : PersonCommand(Id, Actor, Channel, "abort", Seen);

/// <summary><c>/answer text</c> to a prompt that the pack does not know.</summary>
public sealed record AnswerPrompt(string Id, string Actor, string Channel, SeenState? Seen, string Step, string Text)
    : PersonCommand(Id, Actor, Channel, "answer", Seen);

/// <summary><c>/schedule</c> and <c>/reschedule</c>.</summary>
/// <param name="Id">Message id with its channel.</param>
/// <param name="Actor">Person id.</param>
/// <param name="Channel">Channel name.</param>
/// <param name="Word"><c>schedule</c> or <c>reschedule</c>.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Day">Local date of kick-off in the plan's zone.</param>
/// <param name="Time">Local time, or null for the window's opening.</param>
/// <param name="Reason">Required for <c>reschedule</c>.</param>
public sealed record SetKickOff(
    string Id, string Actor, string Channel, string Word, SeenState? Seen, DateOnly Day, TimeOnly? Time, string Reason)
    : PersonCommand(Id, Actor, Channel, Word, Seen);

/// <summary><c>/extend until 07:00 reason</c>: the window closes later.</summary>
public sealed record ExtendWindow(string Id, string Actor, string Channel, SeenState? Seen, TimeOnly Until, string Reason)
    : PersonCommand(Id, Actor, Channel, "extend", Seen);

/// <summary><c>/olderbackup reason</c>: the night goes by the backup that is there already.</summary>
public sealed record AcceptOlderBackup(string Id, string Actor, string Channel, SeenState? Seen, string Reason)
    : PersonCommand(Id, Actor, Channel, "olderbackup", Seen);

/// <summary><c>/olderbackup abort reason</c>: the backup that may still run is ended, and that is proven.</summary>
public sealed record AbortBackup(string Id, string Actor, string Channel, SeenState? Seen, string Reason)
    : PersonCommand(Id, Actor, Channel, "olderbackup", Seen);

/// <summary><c>/begin step reason</c>: a node begins although it passes the latest safe rollback.</summary>
public sealed record BeginLate(string Id, string Actor, string Channel, SeenState? Seen, string Reason)
    : PersonCommand(Id, Actor, Channel, "begin", Seen);

/// <summary><c>/verdict step ok remark</c>: what people say of a step in a shadow night.</summary>
public sealed record GiveVerdict(string Id, string Actor, string Channel, SeenState? Seen, string Target, bool Ok, string Remark)
    : PersonCommand(Id, Actor, Channel, "verdict", Seen);

/// <summary><c>/ok remark</c>, <c>/ok 3,4 remark</c>, <c>/ok with items</c></summary>
public sealed record Accept(string Id, string Actor, string Channel, SeenState? Seen, string Remark)
    : PersonCommand(Id, Actor, Channel, "ok", Seen)
{
    /// <summary>Only these items of the list, from 1; empty: all of it.</summary>
    public IReadOnlyList<int> Items { get; init; } = [];

    /// <summary>Accepted although items are not OK; they stay open.</summary>
    public bool WithItems { get; init; }
}

/// <summary><c>/notok remark</c>, <c>/notok 3 remark</c></summary>
public sealed record NotAccept(string Id, string Actor, string Channel, SeenState? Seen, string Remark)
    : PersonCommand(Id, Actor, Channel, "notok", Seen)
{
    /// <summary>Item of the list, from 1; 0: none in particular.</summary>
    public int Item { get; init; }
}

/// <summary><c>/reject reason</c></summary>
public sealed record Reject(string Id, string Actor, string Channel, SeenState? Seen, string Reason)
    : PersonCommand(Id, Actor, Channel, "reject", Seen);

/// <summary><c>/issue text</c>, <c>/issue blocking text</c>.</summary>
public sealed record OpenIssue(string Id, string Actor, string Channel, SeenState? Seen, string Text, bool Blocking)
    : PersonCommand(Id, Actor, Channel, "issue", Seen);

/// <summary><c>/issue close 3 remedy</c></summary>
public sealed record CloseIssue(string Id, string Actor, string Channel, SeenState? Seen, int Number, string Remedy)
    : PersonCommand(Id, Actor, Channel, "issue", Seen);

/// <summary><c>/note text</c></summary>
public sealed record AddNote(string Id, string Actor, string Channel, SeenState? Seen, string Text)
    : PersonCommand(Id, Actor, Channel, "note", Seen);

/// <summary><c>/ack 1,3 reason</c>, <c>/ack all reason</c>: differences of the last comparison are accepted as they are.</summary>
/// <param name="Id">Message id with its channel.</param>
/// <param name="Actor">Person id.</param>
/// <param name="Channel">Channel name.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Numbers">Numbers from 1; none for all.</param>
/// <param name="Reason">Why; required.</param>
public sealed record AcceptDifferences(string Id, string Actor, string Channel, SeenState? Seen, IReadOnlyList<int> Numbers, string Reason)
    : PersonCommand(Id, Actor, Channel, "ack", Seen);

/// <summary><c>/sample user@domain</c>, <c>/sample host mbs3</c>: somebody wants to look now. Decides nothing.</summary>
/// <param name="Id">Message id with its channel.</param>
/// <param name="Actor">Person id.</param>
/// <param name="Channel">Channel name.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Account">Mail address, or null.</param>
/// <param name="Host">Host of the fleet, or null.</param>
public sealed record AskSample(string Id, string Actor, string Channel, SeenState? Seen, string? Account, string? Host)
    : PersonCommand(Id, Actor, Channel, "sample", Seen);

/// <summary>A command that could not be read, so that its refusal is kept under its id.</summary>
public sealed record Unreadable(
    string Id, string Actor, string Channel, string Word, string Code, IReadOnlyDictionary<string, string> Facts)
    : PersonCommand(Id, Actor, Channel, Word, null);
