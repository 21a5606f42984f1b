using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MailUpgrade.Adapters.Storage;
using MailUpgrade.Core.Ports;

namespace MailUpgrade.Adapters.Tests.Storage;

/// <summary>
/// The same assembly as a program of its own, for what cannot be shown within one process: a kill in the middle of appends, a limit on
/// file sizes, a second owner of the state folder. The test SDK generates an empty Main; this runs before it.
/// </summary>
internal static class StorageChild
{
    private const string Variable = "MAILUPGRADE_STORAGE_CHILD";
    private const int FileSizeLimit = 1;

    /// <summary>Starts a child that plays a part on a folder. It ignores SIGXFSZ, so that a full file is an error and no death.</summary>
    public static Process Start(string part, string folder)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "trap '' XFSZ; exec \"$0\" exec \"$1\"", Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet", typeof(StorageChild).Assembly.Location },
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment[Variable] = part + "|" + folder;
        return Process.Start(start)!;
    }

#pragma warning disable CA2255 // This assembly is a program of its own, not a library.
    [ModuleInitializer]
    internal static void PlayIfAsked()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } task)
        {
            return;
        }
        Environment.SetEnvironmentVariable(Variable, null);
        var (part, folder) = (task.Split('|')[0], task.Split('|')[1]);
        // A thread of its own that outlives the empty Main: until this initializer returns, no other thread may enter the assembly.
        new Thread(() => Play(part, folder)).Start();
    }

    private static void Play(string part, string folder)
    {
        switch (part)
        {
            case "append":
                AppendForever(folder).GetAwaiter().GetResult();
                break;
            case "lock":
                HoldLock(folder);
                break;
            case "full":
                FillUp(folder).GetAwaiter().GetResult();
                break;
            default:
                throw new ArgumentException(part);
        }
    }

    private static async Task AppendForever(string folder)
    {
        using var journal = new SqliteJournal(Path.Combine(folder, "journal.db"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var seq = 0L; ; seq += 2)
            {
                var lines = await journal.AppendAsync(
                    $"run-{writer}", seq, [Entries.Event("first"), Entries.Event("second")], CancellationToken.None);
                lock (journal)
                {
                    // Said only after the append has returned: whoever reads this may count on the event.
                    Console.WriteLine($"{writer} {lines[^1].Seq}");
                }
            }
        })));
    }

    private static void HoldLock(string folder)
    {
        using var held = new StateFolder(folder).Lock(TimeProvider.System);
        // A process that outlives this one, as practice hosts do, must not keep the folder locked.
        using var survivor = Process.Start(new ProcessStartInfo("sleep", "60") { RedirectStandardInput = true })!;
        Console.WriteLine($"{Environment.ProcessId} {survivor.Id}");
        Console.ReadLine();
    }

    private static async Task FillUp(string folder)
    {
        using var journal = new SqliteJournal(Path.Combine(folder, "journal.db"));
        await Entries.FillAsync(journal, 3);
        await AnswerAsync("before", journal, 3);
        var unlimited = new Limit { Soft = ulong.MaxValue, Hard = ulong.MaxValue };
        var none = new Limit { Soft = 4096, Hard = ulong.MaxValue };
        _ = SetLimit(FileSizeLimit, in none);
        await AnswerAsync("full", journal, 4);
        await AnswerAsync("still full", journal, 4);
        _ = SetLimit(FileSizeLimit, in unlimited);
        await AnswerAsync("space", journal, 4);
    }

    private static async Task AnswerAsync(string when, SqliteJournal journal, long after)
    {
        try
        {
            var lines = await journal.AppendAsync(Entries.Run, after, [Entries.Event(when)], CancellationToken.None);
            Console.WriteLine($"{when}: seq {lines[^1].Seq}");
        }
        catch (JournalWriteException)
        {
            Console.WriteLine($"{when}: not written");
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);
}
