using System.Text.Json;
using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>The bot leads the scripts of a real Zimbra installer, brought by whoever runs this, through a night on the lab.</summary>
[Collection("lab")]
public sealed class RealInstallerTests
{
    private const string NgNotInRepository = """
        drill: NG is not in the repository of a real installer
        plan: quick
        fleet: lab-small
        mode: practice
        starts: 2018-12-29T22:00:00+07:00
        speed: 60
        language: en
        channels: { executor: web, supervisor: web, client-it: web }
        script:
        - { by: executor, say: /precheck }
        - { wait: { phase: precheck, is: succeeded }, within: 90m }
        - { by: executor, say: /ready }
        - { by: supervisor, say: /go }
        - { wait: { text: "mbs1 asks: The system will be modified" }, within: 8h }
        - { wait: { text: "(?i)never offered" }, within: 10m }
        - { by: executor, say: /answer upgrade-store/mbs1 Y, refused: answer-barred }
        - { by: executor, say: /answer upgrade-store/mbs1 N }
        - { by: supervisor, say: /answer upgrade-store/mbs1 N }
        - { wait: { text: "mbs1 asks: Exit" }, within: 1h }
        - { by: executor, say: /answer upgrade-store/mbs1 Y }
        - { by: supervisor, say: /answer upgrade-store/mbs1 Y }
        - { wait: { step: upgrade-store/mbs1, is: failed }, within: 1h }
        expect:
        - { run: paused }
        - { step: upgrade-store/mbs1, ran: 1 }
        - { journal: verified }
        """;

    [RealInstallerFact]
    public async Task A_night_goes_as_written_with_the_real_scripts_and_every_question_of_theirs_is_known()
    {
        using var installer = await InstallerAsync();
        await installer.PlayAsync("drills/lab/short-night.yaml");

        var asked = await QuestionsAsync(installer.State);
        Assert.All(asked, q => Assert.True(q.Known, $"{q.Step} asked what is on no list: {q.Prompt}"));
        var store = asked.Where(q => q.Step == "upgrade-store/mbs1").ToList();
        Assert.Equal("N", Assert.Single(store, q => q.Prompt == "Do you want to verify message store database integrity? [Y] ").Answer);
        Assert.Equal("Y", Assert.Single(store, q => q.Prompt == "Install zimbra-network-modules-ng [N] ").Answer);
        Assert.Equal(2, store.Count(q => q.Prompt == "Do you agree with the terms of the software license agreement? [N] "));
        Assert.Equal("Y", Assert.Single(store, q => q.Prompt == "The system will be modified.  Continue? [N] ").Answer);

        installer.UpgradedPackages();
        Assert.Contains("UPGRADED zimbra-network-modules-ng_8.8.10", installer.FileOf("mbs1", "opt/zimbra/.install_history"), StringComparison.Ordinal);
    }

    [RealInstallerFact]
    public async Task Where_the_repository_lacks_NG_the_real_scripts_never_ask_for_it_and_Continue_is_barred()
    {
        using var installer = await InstallerAsync();
        foreach (var package in Directory.GetFiles(Path.Combine(installer.Folder, "repository"), "zimbra-network-modules-ng_*.deb"))
        {
            File.Delete(package);
        }
        await installer.PlayTextAsync(NgNotInRepository);
    }

    private static Task<ForeignInstaller> InstallerAsync() => ForeignInstaller.MakeAsync("real-installer", RealInstallerFactAttribute.Folder!);

    private sealed record Question(string Step, string Prompt, bool Known, string? Answer);

    private static async Task<List<Question>> QuestionsAsync(string state)
    {
        var lines = await ForeignInstaller.RunAsync("dotnet", Path.Combine(AppContext.BaseDirectory, "mailupgrade.dll"), "journal", "export", "--state", state);
        var events = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var answers = events.Where(e => e.GetProperty("kind").GetString() == "answer-decided").Select(e => e.GetProperty("body"))
            .ToLookup(b => (b.GetProperty("step").GetString(), b.GetProperty("number").GetInt32()), b => b.GetProperty("text").GetString());
        return [.. events.Where(e => e.GetProperty("kind").GetString() == "prompt-seen").Select(e => e.GetProperty("body")).Select(b => new Question(
            b.GetProperty("step").GetString()!, b.GetProperty("prompt").GetString()!, b.GetProperty("known").GetBoolean(),
            answers[(b.GetProperty("step").GetString(), b.GetProperty("number").GetInt32())].LastOrDefault()))];
    }
}
