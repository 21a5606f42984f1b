using MailUpgrade.Adapters.Ssh;
using MailUpgrade.Core.Ports;
using Xunit;

namespace MailUpgrade.Adapters.Tests.Ssh;

/// <summary>The ticket program under the shells that hosts have, and with the tools that they have or lack.</summary>
public sealed class TicketProgramTests
{
    private static readonly Ticket All = new("run", "all");
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("dash", "script")]
    [InlineData("bash", "python3")]
    [InlineData("bash", "perl")]
    [InlineData("busybox", "script")]
    [InlineData("busybox", "busybox")]
    public void Every_verb_works_under_every_shell(string shell, string tool)
    {
        using var box = new ShellBox(shell, tool);
        var program = box.Program();
        var script = new HostScript("printf 'Go? '; read -r a; echo \"got $a\"; exit 7", "step", false);
        Assert.Equal("unknown\n", box.Say(program.Status(All)));
        Assert.Equal("started\n", box.Say(program.Start(All, script, Now)));
        Assert.Equal("already\n", box.Say(program.Start(All, script, Now)));
        Assert.StartsWith("running", box.Say(program.Status(All)), StringComparison.Ordinal);
        Assert.Equal("refused all runs\n", box.Say(program.Clean("run")));
        Assert.Equal("typed\n", box.Say(program.Answer(All, 1, 0, "it's $HOME `x` \"q\" \\")));
        Assert.Matches("^(already|ended)\n", box.Say(program.Answer(All, 1, 0, "y")));
        Assert.Equal("Go? got it's $HOME `x` \"q\" \\\n", box.Say(program.Attach(All, 0)));
        Assert.Equal("exited 7 29\n", box.Say(program.Status(All)));
        Assert.Equal("ended\n", box.Say(program.Answer(All, 2, 0, "y")));
        Assert.Equal("got it's $HOME `x` \"q\" \\\n", box.Say(program.Collect(All, 4)));
        Assert.Equal("step all 0\n", File.ReadAllText(Path.Combine(box.Folder, "ledger")));

        var other = new Ticket("run", "terminal");
        Assert.Equal("started\n", box.Say(program.Start(other, script with { Text = "stty size; " + script.Text, Terminal = true }, Now)));
        Assert.Equal("typed\n", box.Say(program.Answer(other, 1, 0, "yes")));
        Assert.Equal("24 80\nGo? got yes\n", box.Say(program.Attach(other, 0)));
        Assert.Equal("exited 7 18\n", box.Say(program.Status(other)));

        var stubborn = new Ticket("run", "stubborn");
        Assert.Equal("started\n", box.Say(program.Start(stubborn, new HostScript("trap '' TERM; sleep 3600; sleep 3600", "step", false), Now)));
        Assert.Equal("cancelled\n", box.Say(program.Cancel(stubborn)));
        Assert.Matches("^signalled (9|15) ", box.Say(program.Status(stubborn)));
        Assert.Equal("forgotten\n", box.Say(program.Forget(other)));
        Assert.Equal("already\n", box.Say(program.Start(other, script, Now)));
        Assert.Equal("exited 7 18\n", box.Say(program.Status(other)));
        Assert.Equal("cleaned\n", box.Say(program.Clean("run")));
        Assert.False(Directory.Exists(Path.Combine(box.Folder, "tickets", "run")));
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    [InlineData("busybox")]
    public void A_number_typed_before_the_question_belongs_to_a_lost_record_so_the_next_is_typed_and_once(string shell)
    {
        using var box = new ShellBox(shell, "script");
        var program = box.Program();
        Assert.Equal("started\n", box.Say(program.Start(
            All, new HostScript("for q in One Two Six; do printf '%s? ' $q; read -r a; b=\"$b $a\"; done; echo \"got$b\"", "step", false), Now)));
        Asked(5);
        Assert.Equal("typed\n", box.Say(program.Answer(All, 1, 5, "a")));
        Assert.Equal("already\n", box.Say(program.Answer(All, 1, 5, "a")));
        Asked(10);
        Assert.Equal("typed\n", box.Say(program.Answer(All, 1, 10, "b")));
        Assert.Equal("already\n", box.Say(program.Answer(All, 1, 10, "b")));
        Asked(15);
        Assert.Equal("typed\n", box.Say(program.Answer(All, 2, 15, "c")));
        Assert.Equal("One? Two? Six? got a b c\n", box.Say(program.Attach(All, 0)));

        void Asked(int length) => Assert.True(SpinWait.SpinUntil(() => box.Say(program.Status(All)) == $"running {length}\n", TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    [InlineData("busybox")]
    public void An_answer_that_is_noted_as_typed_is_typed_although_the_link_is_lost_in_between(string shell)
    {
        using var box = new ShellBox(shell, "script");
        var program = box.Program();
        const int PipeHolds = 65536;
        Assert.Equal("started\n", box.Say(program.Start(All, new HostScript(
            $"while test ! -f {box.Folder}/go; do sleep 0.05; done; head -c {PipeHolds} > /dev/null; read -r a; echo \"got $a\"", "step", false), Now)));
        var ticket = Path.Combine(box.Folder, "tickets/run/all");
        using (var input = new FileStream(Path.Combine(ticket, "in"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0))
        {
            input.Write(new byte[PipeHolds]); // full: whoever types waits in the middle of it
        }
        File.WriteAllText(Path.Combine(box.Folder, "answer"), program.Answer(All, 1, 0, "yes"));
        box.Say($"setsid sh < answer > said & p=$!; until test -f {ticket}/typed.1; do sleep 0.05; done; kill -s HUP -- -$p; : > go; wait $p");
        Assert.True(SpinWait.SpinUntil(() => box.Say(program.Status(All)) == "exited 0 8\n", TimeSpan.FromSeconds(30)));
        Assert.Equal("got yes\n", box.Say(program.Collect(All, 0)));
    }

    [Fact]
    public void Where_nothing_can_make_a_terminal_the_start_says_what_is_missing_and_nothing_runs()
    {
        using var box = new ShellBox("dash");
        var said = box.Say(box.Program().Start(All, new HostScript("echo ran", "step", false) { Terminal = true }, Now));
        Assert.StartsWith("cannot make a pseudo-terminal here: it needs stty, /dev/ptmx, and one of script (util-linux), python3, perl", said, StringComparison.Ordinal);
        Assert.Equal("unknown\n", box.Say(box.Program().Status(All)));
        Assert.False(File.Exists(Path.Combine(box.Folder, "ledger")));
    }

    [Fact]
    public void A_tool_that_makes_no_terminal_after_all_ends_the_ticket_with_its_words()
    {
        using var box = new ShellBox("dash");
        var fake = Path.Combine(box.Folder, "bin", "script");
        File.WriteAllText(fake, "#!/bin/sh\necho out of pty devices\nexit 0\n");
        box.Say($"chmod 755 {fake}");
        Assert.Equal("started\n", box.Say(box.Program().Start(All, new HostScript("echo ran", "step", false) { Terminal = true }, Now)));
        Assert.Equal("out of pty devices\nscript of this host could not make a pseudo-terminal: nothing was run\n", box.Say(box.Program().Attach(All, 0)));
        Assert.StartsWith("exited 126 ", box.Say(box.Program().Status(All)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_was_cut_off_anywhere_runs_nothing()
    {
        using var box = new ShellBox("dash");
        var text = box.Program().Start(All, new HostScript("echo ran", "step", false), Now);
        foreach (var length in Enumerable.Range(1, 40).Select(n => text.Length * n / 41).Append(text.Length - 2))
        {
            box.Say(text[..length]);
        }

        Assert.False(File.Exists(Path.Combine(box.Folder, "ledger")));
        Assert.Equal("unknown\n", box.Say(box.Program().Status(All)));
    }

    [Theory]
    [InlineData("dash", "script")]
    [InlineData("bash", "perl")]
    [InlineData("busybox", "script")]
    public void Of_a_flood_head_and_tail_are_kept_and_every_offset_stays_that_of_the_stream(string shell, string tool)
    {
        const int Keep = 64 * 1024;
        const int Lines = 100_000;
        using var box = new ShellBox(shell, tool);
        if (tool == "perl")
        {
            File.Delete(Path.Combine(box.Folder, "bin", "fallocate"));
        }

        var program = box.Program(Keep);
        box.Say(program.Start(All, new HostScript($"seq -f %015.0f 1 {Lines} 2> /dev/null || seq -w 100000000000001 {100_000_000_000_000 + Lines}", "step", false), Now));
        var live = "";
        TicketStatus status;
        do
        {
            // Who asks for what is being given up at that moment gets what is there, and asks again.
            live += box.Say(program.Attach(All, 0));
            status = TicketReply.Status(box.Say(program.Status(All)))!;
        }
        while (status.Running);
        Assert.Equal(new TicketEnd(EndKind.Exited, 0, Lines * 16), status.End);
        var (from, to) = status.Dropped!.Value;
        Assert.Equal((Keep, (Lines * 16) - Keep), ((int)from, (int)to));
        Assert.Equal(string.Empty, box.Say(program.Collect(All, from + 100)));
        var head = box.Say(program.Collect(All, 16));
        var tail = box.Say(program.Collect(All, to));
        Assert.Equal((Keep - 16, Keep), (head.Length, tail.Length));
        Assert.EndsWith($"{Keep / 16:d4}\n", head, StringComparison.Ordinal);
        Assert.EndsWith($"{Lines:d6}\n", tail, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', live + head + tail);
        var used = box.Say($"stat -c %b {box.Folder}/tickets/run/all/out");
        Assert.InRange(int.Parse(used, System.Globalization.CultureInfo.InvariantCulture) * 512L, Keep, 8 * Keep);
    }
}
