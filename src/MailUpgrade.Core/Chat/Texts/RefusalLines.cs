using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;
using MailUpgrade.Core.Runs.State;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>A refusal in words: what was refused, the rule, who may, the next thing to do, the code.</summary>
public static class RefusalLines
{
    /// <summary>Lines for one reader; the first has at most 60 characters, the last is the code alone in brackets.</summary>
    public static IReadOnlyList<string> Of(Refusal refusal, Speech say, RunState state, Scene? scene, string? reader)
    {
        var case_ = new Case(refusal, say, state, scene, reader);
        var text = RefusalTexts.Of(refusal.Code);
        return [FirstLine.Of(Head(case_)), say.Say(text.Rule), .. Detail(case_), say.Say(text.Next), $"[{refusal.Code}]"];
    }

    private static string Head(Case c) => c.Code switch
    {
        RefusalCodes.NotAllowed when c.Fact("why") == "plan" => c.Say($"{c.Command}: this plan has it not for {c.RoleNamed}", $"{c.Command}: tidak ada di plan ini untuk {c.RoleNamed}"),
        RefusalCodes.NotAllowed when c.Fact("why") == "holder" => c.Say($"{c.Command}: you are {c.RoleNamed} yourself", $"{c.Command}: Anda sendiri {c.RoleNamed}"),
        RefusalCodes.NotAllowed when c.Fact("people").Length > 0 => c.Say($"{c.Command} is for {c.Name(c.Fact("people"))}", $"{c.Command} milik {c.Name(c.Fact("people"))}"),
        RefusalCodes.NotAllowed => c.Say($"{c.Command} is for {c.Roles}", $"{c.Command} milik {c.Roles}"),
        RefusalCodes.OwnRequest => c.Say($"{c.Command} needs another name: you asked for it", $"{c.Command} butuh nama lain: Anda yang memintanya"),
        RefusalCodes.Stale => c.Say("This button is from before: nothing was done", "Tombol ini sudah lewat: tidak ada yang dijalankan"),
        RefusalCodes.Expired => c.Say("The time for this is over: nothing was done", "Waktunya sudah lewat: tidak ada yang dijalankan"),
        RefusalCodes.PlanChanged => c.Fact("what") == "unreadable"
            ? c.Say("The plan or fleet file cannot be read", "File plan atau fleet tidak bisa dibaca")
            : c.Say($"The {c.Fact("what")} file was changed", $"File {c.Fact("what")} berubah"),
        RefusalCodes.NotReady => c.Say("Not yet: ", "Belum: ") + MissingTexts.Short(c.FirstMissing, c.Speech, c.Plan),
        RefusalCodes.WindowClosed => c.Say($"The window closed at {c.Clock(c.State.WindowCloses)}", $"Batas waktu {c.Clock(c.State.WindowCloses)} sudah lewat"),
        RefusalCodes.MissedStart => c.Say($"Too late: kick-off was {c.Clock(c.State.KickOff)}", $"Terlambat: kick-off tadi {c.Clock(c.State.KickOff)}"),
        RefusalCodes.FrozenDay => c.Say($"Frozen from {c.Fact("from")} to {c.Fact("through")}", $"Masa beku {c.Fact("from")} sampai {c.Fact("through")}"),
        RefusalCodes.RunEnded => c.Say($"This run has ended: {RunWords.Of(c.State.Status, c.Speech)}", $"Run ini sudah selesai: {RunWords.Of(c.State.Status, c.Speech)}"),
        RefusalCodes.UnknownCommand => c.Say($"{c.Command} is not a command", $"{c.Command} bukan perintah"),
        RefusalCodes.BadArgument => ArgumentTexts.Head(c.Command, c.Fact("problem"), c.Speech),
        RefusalCodes.Uninterruptible => c.Say($"{c.Fact("step")} cannot be interrupted now", $"{c.Fact("step")} tidak bisa dihentikan sekarang"),
        RefusalCodes.ConfirmNeeded => c.Say($"⏸ Tap again: {c.Fact("what")}", $"⏸ Tekan sekali lagi: {c.Fact("what")}"),
        RefusalCodes.AlreadyRunning => c.Say($"{c.Command}: begun already", $"{c.Command}: sudah berjalan"),
        RefusalCodes.AlreadyDecided => c.Fact("by") is { Length: > 0 } by
            ? c.Say($"{c.Command}: decided already by {c.Name(by)}", $"{c.Command}: sudah diputuskan oleh {c.Name(by)}")
            : c.Say($"{c.Command}: decided already", $"{c.Command}: sudah diputuskan"),
        RefusalCodes.NotSkippable => c.Say($"{c.Fact("step")} cannot be skipped", $"{c.Fact("step")} tidak bisa dilewati"),
        RefusalCodes.RetryBarred => c.Say($"{c.Fact("step")} must not be started again", $"{c.Fact("step")} tidak boleh diulang"),
        RefusalCodes.AnswerBarred => c.Say($"{Typed(c)} is never typed there", $"{Typed(c)} tidak pernah diketik di situ"),
        RefusalCodes.TooLong => c.Say($"Too long: {c.Fact("length")} characters", $"Terlalu panjang: {c.Fact("length")} karakter"),
        RefusalCodes.UnknownPerson => c.Say("This identity is not in the team file", "Identitas ini tidak ada di file tim"),
        _ => c.Say("There is no run", "Belum ada run"),
    };

    private static IEnumerable<string> Detail(Case c) => c.Code switch
    {
        RefusalCodes.NotAllowed when c.Fact("why") == "plan" => [c.Say("Only what the plan's break-glass names can be stood in for.", "Hanya yang disebut break-glass di plan yang bisa digantikan.")],
        RefusalCodes.NotAllowed when c.Fact("why") == "holder" => [c.Say("Who holds a role decides with it; nobody stands in.", "Pemegang peran memutuskan sendiri; tidak perlu pengganti.")],
        RefusalCodes.NotAllowed when c.Fact("people").Length > 0 => [],
        RefusalCodes.NotAllowed => [c.Say($"It can be said by: {c.PeopleWhoMay}.", $"Yang bisa: {c.PeopleWhoMay}.")],
        RefusalCodes.OwnRequest => [c.Say($"Waiting for: {c.PeopleWhoMay}.", $"Menunggu: {c.PeopleWhoMay}.")],
        RefusalCodes.PlanChanged when c.Fact("what") == "unreadable" =>
            [c.Say("`mailupgrade plan check` lists its faults.", "`mailupgrade plan check` menampilkan kesalahannya.")],
        RefusalCodes.NotReady => c.Missing.Select(m => MissingTexts.Whole(m, c.Speech, c.Plan))
            .Concat(c.Fact("instead") is { Length: > 0 } word ? [c.Say($"Before kick-off say {word}.", $"Sebelum kick-off pakai {word}.")] : []),
        RefusalCodes.FrozenDay => [c.Say($"Why: {c.Fact("reason-en")}.", $"Alasan: {c.Fact("reason-id")}.")],
        RefusalCodes.UnknownCommand when c.Fact("near").Length > 0 => [c.Say("Nearest: ", "Yang mirip: ") + Slashed(c.Fact("near"))],
        RefusalCodes.BadArgument => ArgumentTexts.Detail(c.Fact("command"), c.Fact("problem"), c.Fact, c.Speech, c.State, c.Plan),
        RefusalCodes.ConfirmNeeded when c.Fact("cost").Length > 0 => [c.Fact("cost")],
        RefusalCodes.AnswerBarred => [c.Fact("prompt"), c.Say(c.Fact("because-en"), c.Fact("because-id"))],
        RefusalCodes.RetryBarred when c.Fact("way-en").Length > 0 =>
            [c.Say($"It said: {c.Fact("by")}.", $"Outputnya: {c.Fact("by")}."), c.Say($"Way out: {c.Fact("way-en")}", $"Jalan keluar: {c.Fact("way-id")}")],
        _ => [],
    };

    private static string Slashed(string words) => string.Join(" ", words.Split(',').Select(w => "/" + w));

    private static string Typed(Case c) => c.Fact("text") is { Length: > 0 } text ? text : "Enter";

    private sealed record Case(Refusal Refusal, Speech Speech, RunState State, Scene? Scene, string? Reader)
    {
        public string Code => Refusal.Code;

        public Plan? Plan => Scene?.Plan;

        public string Command => "/" + Fact("command");

        public IReadOnlyList<string> Missing => Fact("missing").Split(',', StringSplitOptions.RemoveEmptyEntries);

        public string FirstMissing => Missing is [var first, ..] ? first : "";

        public string Roles => Speech.Either(RoleWords.Select(Speech.Role));

        public string PeopleWhoMay => Scene is null ? Roles
            : Speech.Either(Scene.Team.People.Where(p => p.Id != Reader && p.Roles.Any(RoleWords.Contains)).Select(p => p.Name).DefaultIfEmpty(Roles));

        private IReadOnlyList<string> RoleWords =>
            Fact("who").Split(',', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } who ? who : [TeamRoles.Executor];

        public string RoleNamed => Speech.Role(Fact("role"));

        public string Fact(string key) => Refusal.Facts.GetValueOrDefault(key) ?? "";

        public string Say(string en, string id) => Speech.Say(en, id);

        public string Clock(DateTimeOffset at) => Scene is null ? Speech.Clock(at) : Speech.When(at, Scene.Now);

        public string Name(string id) => id == Reader ? Say("you", "Anda") : Scene is null ? id : Speech.Name(Scene.Team, id);
    }
}
