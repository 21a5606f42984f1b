using MailUpgrade.Core.Chat.Texts;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs.Events;

namespace MailUpgrade.Core.Chat.Views;

/// <summary>Handover, roles, break-glass, hosts in people's hands, added steps, the client's items, files that were sent.</summary>
internal static class PeopleViews
{
    public static IEnumerable<View> Of(Moment m) => m.Recorded.Event switch
    {
        HandoverOffered e => [new View.Open(Subjects.Offer, m.Decision(
            $"handover:{m.Seq}", e.To, PeopleTexts.Offered(m, e), m.Button(m.Say.Say("I take it", "Saya terima"), "/take", ButtonStyle.Primary)))],
        HandoverTaken e => [new View.Close(Subjects.Offer, PeopleTexts.Taken(m, e)), new View.Tell(m.Notice($"taken:{m.Seq}", PeopleTexts.Taken(m, e)))],
        RolesChanged e =>
        [
            new View.Close(Subjects.Proposal($"role {e.Person} {string.Join(',', e.Roles)}"), Second(m)),
            new View.Tell(m.Notice($"role:{m.Seq}", PeopleTexts.Roles(m, e))),
        ],
        GlassBroken e =>
        [
            new View.Close(Subjects.Proposal("breakglass " + e.Role), Second(m)),
            new View.Tell(m.Decision($"glass:{m.Seq}", e.Role, PeopleTexts.Glass(m, e))),
        ],
        HostTakenOver e => [new View.Open(Subjects.Takeover(e.Host), m.Decision(
            $"takeover:{e.Host}:{m.Seq}", TeamRoles.Executor, PeopleTexts.TakenOver(m, e),
            m.Button(m.Say.Say($"Give {e.Host} back", $"Kembalikan {e.Host}"), $"/giveback {e.Host}", ButtonStyle.Primary)) with { Rings = false })],
        SessionNoted e => [new View.Tell(m.Notice($"session:{m.Seq}", FirstLine.Of(m.Say.Say($"Session on {e.Host}, {m.Clock}", $"Sesi di {e.Host}, {m.Clock}")), e.Detail, e.File ?? ""))],
        HostGivenBack e =>
        [
            new View.Close(Subjects.Takeover(e.Host), m.Say.Say($"✔ Given back by {m.By}.", $"✔ Dikembalikan {m.By}.")),
            .. e.Steps.Select(x => new View.Close(Subjects.Step(x), m.Say.Say($"✔ Mended by hand on {e.Host}, says {m.By}. Its state is read anew.", $"✔ Diperbaiki manual di {e.Host}, kata {m.By}. Keadaannya dibaca ulang."))),
            new View.Tell(m.Notice($"giveback:{e.Host}:{m.Seq}", PeopleTexts.GivenBack(m, e))),
        ],
        PlanAmended e =>
        [
            new View.Close(Subjects.Proposal($"amend {e.Place} {e.Step} {string.Join(',', e.Hosts)} {e.Command}"), Second(m)),
            new View.Tell(m.Notice($"amended:{m.Seq}", PeopleTexts.Amended(m, e))),
        ],
        ItemChecked e => [new View.Tell(m.Notice($"item:{e.Item}:{m.Seq}", PeopleTexts.Item(m, e)))],
        FileKept e => [new View.Tell(m.Notice($"file:{m.Seq}", PeopleTexts.File(m, e)))],
        _ => [],
    };

    private static string Second(Moment m) => m.Say.Say($"✔ Second name: {m.By}.", $"✔ Nama kedua: {m.By}.");
}
