using System.Text;
using MailUpgrade.Testing;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>A configuration whose only work is to append lines to a file on the hosts, so that every start can be counted there.</summary>
internal static class AppendsConfig
{
    public const string Plan = "appends";

    /// <summary>Writes it into a folder.</summary>
    /// <param name="folder">Made if missing.</param>
    /// <param name="phases">Steps that follow one another, each on all hosts at once.</param>
    public static void Write(string folder, int phases)
    {
        var shipped = Path.Combine(RepositoryRoot.Path, "config");
        foreach (var sub in new[] { "plans", "fleets", "packs/appends", "providers/btrfs", "providers/directory" })
        {
            Directory.CreateDirectory(Path.Combine(folder, sub));
        }

        foreach (var file in new[] { "team.yaml", "calendar.yaml" })
        {
            File.Copy(Path.Combine(shipped, file), Path.Combine(folder, file), overwrite: true);
        }

        foreach (var provider in new[] { "btrfs", "directory" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(shipped, "providers", provider)))
            {
                File.Copy(file, Path.Combine(folder, "providers", provider, Path.GetFileName(file)), overwrite: true);
            }
        }

        File.Copy(Path.Combine(shipped, "fleets/lab-small.yaml"), Path.Combine(folder, "fleets/lab-small.yaml"), overwrite: true);
        var pack = Path.Combine(folder, "packs/appends");
        File.WriteAllText(Path.Combine(pack, "pack.yaml"), "pack: appends\nroles: [ldap-master, mta, mailbox]\nversion-paths:\n- { from: \"1.0\", to: \"2.0\", how: direct }\n");
        File.WriteAllText(Path.Combine(pack, "lib.sh"), "FILE=${MU_ROOT%/root}/appends\n");
        File.WriteAllText(Path.Combine(pack, "look.sh"), "echo fit\n");
        File.WriteAllText(Path.Combine(pack, "append.sh"), """
            # Says on the host when it begins and when it has ended; nearly two seconds lie between.
            echo "begin $MU_STEP $MU_ATTEMPT" >> "$FILE" || exit 1
            n=0
            while test $n -lt 15; do n=$((n + 1)); /bin/sleep 0.1; echo "line $n"; done
            echo "end $MU_STEP $MU_ATTEMPT" >> "$FILE" || exit 1

            """);
        File.WriteAllText(Path.Combine(pack, "done.sh"), "grep -q \"^end $MU_STEP \" \"$FILE\" || { echo 'not ended'; exit 2; }\necho ended\n");
        File.WriteAllText(Path.Combine(folder, "plans", Plan + ".yaml"), PlanText(phases));
    }

    private static string PlanText(int phases)
    {
        var text = new StringBuilder("""
            plan: appends
            title: { en: Appends, id: Appends }
            pack: appends
            from: "1.0"
            to: "2.0"
            zone: Asia/Jakarta
            window: { opens: "23:00", closes: "22:00" }
            phases:
            - id: precheck
              title: { en: Look, id: Lihat }
              owner: executor
              starts: /precheck
              planned: 1m
              rollback: { en: "none, because nothing is changed", id: "tidak perlu, karena tidak ada yang berubah" }
              steps:
              - id: look
                title: { en: Look, id: Lihat }
                kind: check
                hosts: all
                order: parallel 4
                time-out: 60m
                script: look.sh
                expect: { en: Fit., id: Siap. }
                stop: { en: Not fit., id: Tidak siap. }

            """);
        for (var n = 1; n <= phases; n++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                - id: work-{{n}}
                  title: { en: Work {{n}}, id: Kerja {{n}} }
                  owner: executor
                {{(n == 1 ? "  starts: kick-off\n" : "")}}  planned: 2m
                  rollback: { en: "none, because lines do no harm", id: "tidak perlu, karena tidak ada yang berubah" }
                  steps:
                  - id: append-{{n}}
                    title: { en: Append {{n}}, id: Tambah {{n}} }
                    kind: install
                    hosts: all
                    order: parallel 4
                    time-out: 120m
                    script: append.sh
                    done: done.sh
                    verify: done.sh
                    expect: { en: Ended., id: Selesai. }
                    stop: { en: Not ended., id: Belum selesai. }

                """);
        }

        return text.Append("""
            rollback:
              id: rollback
              title: { en: Back, id: Kembali }
              owner: executor
              planned: 1m
              recheck: 1m
              margin: 1m
              steps:
              - id: back-look
                title: { en: Look, id: Lihat }
                kind: check
                hosts: all
                time-out: 60m
                script: look.sh
                expect: { en: Fit., id: Siap. }
                stop: { en: Not fit., id: Tidak siap. }

            """).ToString();
    }
}
