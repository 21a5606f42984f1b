using MailUpgrade.Practice.Mail;

namespace MailUpgrade.Adapters.Tests.Practice;

/// <summary>Plays the hidden verb of the real program, so that tests start the mail service as a process of its own.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var end = new CancellationTokenSource();
        using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            context =>
            {
                context.Cancel = true;
                end.Cancel();
            });
        return args is ["practice-cluster", "run", var folder] ? await PracticeMailService.RunAsync(folder, end.Token) : 2;
    }
}
