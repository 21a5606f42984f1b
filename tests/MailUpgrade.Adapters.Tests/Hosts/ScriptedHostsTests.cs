using System.Threading.Channels;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Ports;
using MailUpgrade.Testing;

namespace MailUpgrade.Adapters.Tests.Hosts;

/// <summary>The contract on the double that the engine's tests use: what they prove rests on its promises.</summary>
public sealed class ScriptedHostsTests : HostsContract
{
    protected override Task<HostsUnderTest> CreateAsync() => Task.FromResult<HostsUnderTest>(new UnderTest());

    private static async Task PlayAsync(HostScript script, ScriptedHosts.Program program)
    {
        try
        {
            switch (script.Text)
            {
                case "read line; echo $line" or "read a; echo $a":
                    program.Say(await program.ReadLineAsync() + "\n");
                    break;
                case "read a" or "read a; echo done":
                    await program.ReadLineAsync();
                    program.Say(script.Text == "read a" ? "" : "done\n");
                    break;
                case "printf 'first '; read a; printf 'second'":
                    program.Say("first ");
                    await program.ReadLineAsync();
                    program.Say("second");
                    break;
                case "read -r a && read -r b && printf '%s/%s\\n' \"$a\" \"$b\"":
                    program.Say($"{await program.ReadLineAsync()}/{await program.ReadLineAsync()}\n");
                    break;
                case "trap '' TERM; sleep 3600 & echo $!; wait":
                    program.Say("4711\n");
                    await program.ReadLineAsync();
                    break;
                case "kill -9 $$":
                    program.Finish(EndKind.Signalled, 9);
                    break;
                default:
                    program.End(script.Text switch { "exit 255" => 255, "no-such-command" => 127, _ => 0 });
                    break;
            }

            program.End(0);
        }
        catch (ChannelClosedException)
        {
            // It was ended while it waited.
        }
    }

    private sealed class UnderTest : HostsUnderTest
    {
        private readonly ScriptedHosts _hosts = new() { Play = PlayAsync, Answer = (_, _) => new AskResult(EndKind.Exited, 0, "dead\n") };

        public override IHosts Hosts => _hosts;

        public override FleetHost Host { get; } = new("mbs1", "127.0.0.1", "near", ["mailbox"], []);

        public override IHosts Another() => _hosts;

        public override Task CutAsync()
        {
            _hosts.Cut();
            return Task.CompletedTask;
        }

        public override Task MendAsync()
        {
            _hosts.IsCut = false;
            return Task.CompletedTask;
        }

        public override Task RebootAsync()
        {
            _hosts.Reboot();
            return Task.CompletedTask;
        }

        public override Task<IReadOnlyList<string>> LedgerAsync() => Task.FromResult<IReadOnlyList<string>>([.. _hosts.Ledger]);

        public override Task ForbidAsync(string? why)
        {
            _hosts.Stopped = why;
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
