using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Chat;
using MailUpgrade.Core.Chat.Delivery;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Service.Hosting;
using MailUpgrade.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>A run in memory behind the real router and the desk of <c>/link</c>, for channels that a test brings.</summary>
internal sealed class LinkedRun : IDisposable
{
    private readonly SampleRun run;
    private readonly CommandRouter router;

    private LinkedRun(SampleRun run, string evidence)
    {
        this.run = run;
        Book = new Book(run.Journal, TimeProvider.System);
        var desk = new LinkDesk(Book, Bindings, LinkCode.New, TimeProvider.System);
        router = new CommandRouter(run.Coordinator, run.Journal, run.Logs, (_, _, _) => Task.FromResult("report"), NullLogger<CommandRouter>.Instance)
        {
            Bindings = Bindings,
            Evidence = new EvidenceFolder(evidence),
            Desks = new Dictionary<string, DeskAnswer> { ["link"] = desk.LinkAsync, ["unlink"] = desk.UnlinkAsync },
        };
    }

    public Bindings Bindings { get; } = new();

    public Book Book { get; }

    public SampleRun Run => run;

    /// <summary>People of the sample, known on the page alone.</summary>
    public static Team Team { get; } = new([.. SamplePlan.Team().People.Select(p => p with { Identities = new Dictionary<string, string> { ["web"] = p.Id } })]);

    public static async Task<LinkedRun> StartAsync(string evidence) =>
        new(await SampleRun.PlannedAsync(SamplePlan.Files with { Team = Team }), evidence);

    public Task<OutboundMessage?> AnswerAsync(InboundMessage message) => router.AnswerAsync(message, CancellationToken.None);

    /// <summary>A person says something on the page.</summary>
    public async Task<IReadOnlyList<string>> SayOnPageAsync(string person, string text) =>
        (await AnswerAsync(new InboundMessage("web", Guid.NewGuid().ToString("N"), person, text, null, TimeProvider.System.GetUtcNow())))!.Lines;

    /// <summary>The queue between a channel and the router.</summary>
    public InboundQueue QueueFor(Func<IChatChannel> channel) => new(
        async message => await channel().AnsweredAsync(message, await AnswerAsync(message), CancellationToken.None), NullLogger.Instance);

    public void Dispose()
    {
        Book.Dispose();
        run.Dispose();
    }
}
