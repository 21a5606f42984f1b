using System.CommandLine;
using System.Runtime.InteropServices;
using MailUpgrade.Service.Drills.Play;

namespace MailUpgrade.Service.Commands;

/// <summary><c>drill FILE</c>: plays a scripted conversation with faults against the real engine on a scaled clock.</summary>
internal static class DrillCommand
{
    public static Command Create(DrillTools tools)
    {
        var file = new Argument<string>("file") { Description = "Drill file, e.g. drills/december-2018.yaml." };
        var speed = new Option<int?>("--speed") { Description = "Run seconds per real second, 1 to 3600, instead of the file's." };
        var fleet = new Option<string?>("--fleet") { Description = "Fleet instead of the file's; practice and lab fleets only." };
        var transcript = new Option<string?>("--transcript") { Description = "File for what was said and done, with times." };
        var keep = new Option<string?>("--keep") { Description = "State folder of the drill, usable as --state afterwards." };
        speed.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int?>() is < 1 or > 3600)
            {
                given.AddError("--speed is out of range; write 1 to 3600");
            }
        });
        var command = new Command("drill", "Plays a drill and says whether it went as written.");
        command.Arguments.Add(file);
        command.Options.Add(speed);
        command.Options.Add(fleet);
        command.Options.Add(transcript);
        command.Options.Add(keep);
        command.SetAction(async (parsed, ct) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            // What the drill started must not outlive it, whoever ends it.
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
            using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
            using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
            var request = new DrillRequest(
                parsed.GetValue(file)!, parsed.GetValue(CommonOptions.Config)!, parsed.GetValue(speed), parsed.GetValue(fleet),
                parsed.GetValue(transcript), parsed.GetValue(keep));
            return await new DrillRunner(tools, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error).RunAsync(request, stop.Token);

            void End(PosixSignalContext signal)
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        });
        return command;
    }

    /// <summary>This very program, as it can be started again.</summary>
    public static IReadOnlyList<string> OwnProgram()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("this process does not know its program");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [program];
    }
}
