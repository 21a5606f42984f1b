using System.Globalization;
using System.Text;
using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Adapters.Tests.Storage;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Ssh;

/// <summary>Output that no person would read, over a real sshd. Memory is the process's: nothing else runs meanwhile.</summary>
[Collection("alone")]
public sealed class FloodTests(TestSshd sshd) : IClassFixture<TestSshd>
{
    private readonly Ticket _ticket = new("run-" + Guid.NewGuid().ToString("n"), "flood");

    [Theory]
    [InlineData("head -c 104857600 /dev/zero | tr '\\0' x", 104857600)]                       // one line without an end
    [InlineData("head -c 52428800 /dev/urandom", 52428800)]                                     // binary noise
    [InlineData("yes \"$(printf '\\033[1;31m10 %%\\r50 %%\\033[0m')\" | head -c 52428800", 52428800)]  // colours and progress bars
    public async Task A_flood_is_stored_whole_with_flat_memory(string script, long length)
    {
        await using var hosts = sshd.Hosts();
        using var folder = new TempFolder();
        using var logs = new StepLogs(folder.FullPath, Redactor());
        var watch = new OutputWatch(Pack, "no such marker", 0);
        await hosts.StartAsync(sshd.Host, _ticket, new HostScript(script, "flood", false), CancellationToken.None);
        var (looked, most, least) = (0L, 0L, long.MaxValue);
        var end = await hosts.AttachAsync(
            sshd.Host,
            _ticket,
            0,
            async (offset, bytes) =>
            {
                await logs.AppendAsync("run", "flood", 1, offset, bytes, CancellationToken.None);
                watch.Take(offset, bytes.Span);
                if (offset >= looked + (8 << 20))
                {
                    // What is held, not what is not yet collected: how long that lies about is the machine's matter.
                    looked = offset;
                    var now = GC.GetTotalMemory(forceFullCollection: true);
                    (most, least) = (Math.Max(most, now), Math.Min(least, now));
                }
            },
            CancellationToken.None);
        Assert.Equal(new TicketEnd(EndKind.Exited, 0, length), end);
        Assert.Equal(length, await logs.LengthAsync("run", "flood", 1, CancellationToken.None));
        Assert.Equal(length, watch.End);
        await logs.TailAsync("run", "flood", 5, 80, CancellationToken.None);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.InRange(most, least, least + (32 << 20));
        Assert.InRange(after, 0, least + (32 << 20));
    }

    [Fact]
    public async Task A_slow_reader_gets_head_and_tail_with_a_gap_and_never_a_byte_of_another_place()
    {
        const int Keep = 256 * 1024;
        const long Lines = 4_000_000;
        var places = new TicketPlaces(new TicketProgram(
            Path.Combine(sshd.Folder, "capped"), Path.Combine(sshd.Folder, "ledger"), Path.Combine(sshd.Folder, "boot"), sshd.StopFile, Keep));
        await using var hosts = new SshHosts(() => sshd.Fleet, Path.Combine(sshd.Folder, "sockets"), TimeProvider.System, new SshTimings(), places);
        await hosts.StartAsync(sshd.Host, _ticket, new HostScript($"seq -f %015.0f 1 {Lines}; read -r a", "flood", false), CancellationToken.None);
        var (next, gaps) = (0L, 0);
        var dropped = DroppedAsync();
        var attached = hosts.AttachAsync(
            sshd.Host,
            _ticket,
            0,
            async (offset, bytes) =>
            {
                // The reader stands still until the host has had to give something up.
                await dropped;
                gaps += offset == next ? 0 : 1;
                Check(offset, bytes.Span);
                next = offset + bytes.Length;
                if (next == Lines * 16)
                {
                    await hosts.AnswerAsync(sshd.Host, _ticket, 1, 0, "end", CancellationToken.None);
                }
            },
            CancellationToken.None);
        Assert.Equal(new TicketEnd(EndKind.Exited, 0, Lines * 16), await attached);
        Assert.Equal(Lines * 16, next);
        Assert.InRange(gaps, 1, int.MaxValue);

        async Task DroppedAsync()
        {
            while ((await hosts.StatusAsync(sshd.Host, _ticket, CancellationToken.None)).Dropped is null)
            {
                await Task.Yield();
            }
        }
    }

    private static void Check(long offset, ReadOnlySpan<byte> bytes)
    {
        for (var at = (int)((16 - (offset % 16)) % 16); at + 16 <= bytes.Length; at += 16)
        {
            var number = long.Parse(Encoding.ASCII.GetString(bytes.Slice(at, 15)), CultureInfo.InvariantCulture);
            Assert.Equal(((offset + at) / 16) + 1, number);
        }
    }

    private static Redactor Redactor()
    {
        var made = new Redactor();
        made.Add("xxxxy-a-secret");
        return made;
    }

    private static Pack Pack { get; } = new("none", [], [], [], [], [], [], []);
}

/// <summary>Tests that look at the whole process.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
