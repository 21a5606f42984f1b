using MailUpgrade.Core.Chat.Views;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;
using MailUpgrade.Core.Runs.Rules;

namespace MailUpgrade.Core.Chat.Texts;

/// <summary>Words about people, hosts in their hands and steps they added.</summary>
internal static class PeopleTexts
{
    public static IEnumerable<string> Offered(Moment m, HandoverOffered e)
    {
        var (to, role) = (m.Say.Name(m.Scene.Team, e.To), m.Say.Role(e.Role));
        yield return FirstLine.Of(m.Say.Say($"⏸ {to}: /take the {role} from ", $"⏸ {to}: /take peran {role} dari "), m.Who, $", {m.Clock}");
        yield return m.Say.Say($"Until {to} says /take, {m.Who} stays {role}.", $"Sampai {to} menulis /take, {m.Who} tetap {role}.");
        yield return Headline.Of(m.After, m.Scene, m.Say).Text + ".";
        yield return NextDecision.Of(m.After, m.Scene, m.Say) is { } next ? m.Say.Say($"Next: {next.Text}.", $"Berikutnya: {next.Text}.") : "";
    }

    public static string Taken(Moment m, HandoverTaken e) => m.Say.Say(
        $"✔ Taken by {m.By}. Commands of {m.Say.Name(m.Scene.Team, e.From)} as {m.Say.Role(e.Role)} are refused from now on.",
        $"✔ Diterima {m.By}. Perintah {m.Say.Name(m.Scene.Team, e.From)} sebagai {m.Say.Role(e.Role)} ditolak mulai sekarang.");

    public static IEnumerable<string> Glass(Moment m, GlassBroken e)
    {
        var (by, role) = (m.Say.Both(e.By.Select(p => m.Say.Name(m.Scene.Team, p))), m.Say.Role(e.Role));
        yield return FirstLine.Of(m.Say.Say($"⏸ Break-glass for {role}: ", $"⏸ Break-glass untuk {role}: "), by, $", {m.Clock}");
        yield return m.Say.Say($"Reason: {e.Reason}", $"Alasan: {e.Reason}");
        yield return m.Say.Say(
            $"{by} stand in for {role} from now on. One who asks still never approves. It stands first in the report.",
            $"{by} menggantikan {role} mulai sekarang. Yang meminta tetap tidak boleh menyetujui. Ini tercantum paling atas di laporan.");
        yield return m.Say.Say($"Whoever is {role} and reads this: speak up now.", $"Pemegang peran {role} yang membaca ini: tolong segera bicara.");
    }

    public static IEnumerable<string> Roles(Moment m, RolesChanged e)
    {
        var (who, roles) = (m.Say.Name(m.Scene.Team, e.Person), m.Say.Both(e.Roles.Select(m.Say.Role)));
        yield return FirstLine.Of(m.Say.Say($"✔ {who} is ", $"✔ {who} sekarang "), roles, $", {m.Clock}");
        yield return m.Say.Say($"By two names, the second {m.Who}{Note(e.Reason)}. The team file stays as it is.", $"Dengan dua nama, yang kedua {m.Who}{Note(e.Reason)}. File tim tidak berubah.");
    }

    public static IEnumerable<string> TakenOver(Moment m, HostTakenOver e)
    {
        yield return FirstLine.Of(m.Say.Say($"⏸ {e.Host} in the hands of ", $"⏸ {e.Host} di tangan "), m.Who, $", {m.Clock}");
        yield return e.Reason.Length == 0 ? "" : m.Say.Say($"Reason: {e.Reason}", $"Alasan: {e.Reason}");
        yield return m.Say.Say("The bot starts and asks nothing on it. Other hosts go on to the end of their step.", "Bot tidak menjalankan dan tidak menanyakan apa pun di sana. Host lain lanjut sampai akhir langkahnya.");
        var running = m.After.InFlight.Where(x => x.Host == e.Host).Select(x => x.Name).ToList();
        yield return running.Count == 0 ? ""
            : m.Say.Say($"Still running there, and not ended: {string.Join(", ", running)}.", $"Masih berjalan di sana, dan tidak dihentikan: {string.Join(", ", running)}.");
        yield return m.Say.Say($"When it is mended: /giveback {e.Host} and what you did. Its state is read anew then.", $"Kalau sudah beres: /giveback {e.Host} dan apa yang dikerjakan. Keadaannya dibaca ulang saat itu.");
    }

    public static IEnumerable<string> GivenBack(Moment m, HostGivenBack e)
    {
        yield return FirstLine.Of(m.Say.Say($"● {e.Host} given back by ", $"● {e.Host} dikembalikan oleh "), m.Who, m.Say.Say($", running again {m.Clock}", $", lanjut {m.Clock}"));
        yield return e.Note.Length == 0 ? "" : e.Note;
        yield return e.Steps.Count == 0 ? m.Say.Say("Nothing of this phase was begun there.", "Belum ada langkah fase ini yang mulai di sana.")
            : m.Say.Say($"Read anew: {string.Join(", ", e.Steps)}.", $"Dibaca ulang: {string.Join(", ", e.Steps)}.");
        var rest = Rest(m, e.Host);
        yield return rest.Length == 0 ? ""
            : m.Say.Say($"If {rest} need the same: /amend before STEP rest COMMAND, by two names.", $"Kalau {rest} butuh hal yang sama: /amend before LANGKAH rest PERINTAH, dengan dua nama.");
    }

    public static IEnumerable<string> Amended(Moment m, PlanAmended e)
    {
        var hosts = string.Join(", ", e.Hosts);
        yield return FirstLine.Of(m.Say.Say($"✔ Step {Present.IdOf(e.Number)} added: ", $"✔ Langkah {Present.IdOf(e.Number)} ditambah: "), hosts, $", {m.Clock}");
        yield return m.Say.Say($"{e.Place} {e.Step} on {hosts}: {e.Command}", $"{(e.Place == "before" ? "Sebelum" : "Sesudah")} {e.Step} di {hosts}: {e.Command}");
        yield return m.Say.Say($"By two names, the second {m.Who}. The sealed plan {Speech.Short(m.After.PlanHash)} stays as it is.", $"Dengan dua nama, yang kedua {m.Who}. Rencana {Speech.Short(m.After.PlanHash)} yang disegel tidak berubah.");
    }

    public static IEnumerable<string> Item(Moment m, ItemChecked e)
    {
        var items = Facts.StepOf(m.Plan, e.Step)?.Ask?.Items ?? [];
        var title = items.ElementAtOrDefault(e.Item - 1) is { } text ? m.Say.Say(text) : "";
        yield return FirstLine.Of(
            e.Ok ? m.Say.Say($"✔ Done, item {e.Item} OK: ", $"✔ Nomor {e.Item} OK: ") : m.Say.Say($"✖ Item {e.Item} failed: ", $"✖ Nomor {e.Item} belum OK: "), title, $", {m.Clock}");
        yield return e.Remark;
        var open = items.Select((_, i) => i + 1).Where(i => !m.After.Items.ContainsKey(i)).ToList();
        yield return open.Count == 0 ? m.Say.Say("Every item has its word.", "Semua nomor sudah dijawab.")
            : m.Say.Say($"Not looked at yet: {string.Join(", ", open)}.", $"Belum dicek: {string.Join(", ", open)}.");
    }

    public static IEnumerable<string> File(Moment m, FileKept e)
    {
        yield return FirstLine.Of(m.Say.Say("Kept as evidence, from ", "Disimpan sebagai bukti, dari "), m.Who, $", {m.Clock}");
        yield return e.Caption;
        yield return $"{e.File} · {m.Say.Number(e.Bytes)} B · {Speech.Short(e.Sha256)}";
    }

    private static string Rest(Moment m, string host)
    {
        if (NextWork.Current(m.After, m.Plan) is not { } phase)
        {
            return "";
        }
        var open = Progress.Names(m.Scene, phase).Select(m.After.StepOf).Where(x => x.Attempt == 0).Select(x => x.Name.Split('/', 2))
            .Where(n => n.Length == 2 && n[1] != host).Select(n => n[1]).Distinct().ToList();
        return m.Say.Both(open);
    }

    private static string Note(string text) => text.Length == 0 ? "" : ": " + text.TrimEnd('.');
}
