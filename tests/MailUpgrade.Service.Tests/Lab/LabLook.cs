namespace MailUpgrade.Service.Tests.Lab;

/// <summary>One way to look at a lab host; what it says is text in which a fault is seen or not.</summary>
/// <param name="Sound">What it says of a host without faults: a look that failed is no sound host.</param>
internal abstract record LabLook(string Sound)
{
    /// <summary>How often it is repeated until what plays the fault has taken notice.</summary>
    public virtual int Times => 60;

    /// <summary>What it says now.</summary>
    public abstract Task<string> SayAsync(LabBench bench, string host);
}

/// <summary>A command line as root over ssh.</summary>
internal sealed record LabCommand(string Line, string Sound) : LabLook(Sound)
{
    public override Task<string> SayAsync(LabBench bench, string host) => Task.FromResult(LabShell.Said(host, Line));
}

/// <summary>A script of the pack, as the bot sends it.</summary>
internal sealed record LabScript(string Path, string Sound, string First = "") : LabLook(Sound)
{
    public override Task<string> SayAsync(LabBench bench, string host) => Task.FromResult(LabBench.Run(host, Path, First));
}

/// <summary>A snapshot of the host's disk by the fleet's provider, on the bot's machine: taken away, made, proven.</summary>
internal sealed record LabSnapshot(string Sound) : LabLook(Sound)
{
    public override Task<string> SayAsync(LabBench bench, string host) =>
        Task.FromResult(string.Concat(new[] { "delete", "create", "verify" }.Select(action => bench.Provide(host, $"snapshot-{action}.sh"))));
}

/// <summary>The accounts of the cluster compared with a baseline from outside; the first look takes it.</summary>
internal sealed record LabSample() : LabLook("^nothing found\n$")
{
    public override int Times => 3;

    public override Task<string> SayAsync(LabBench bench, string host) => bench.SampleAsync();
}

/// <summary>A talk with the installer of a host that is ready for it: up to its last question, which is declined, or to the end and the verdict.</summary>
/// <param name="ToTheEnd">Whether packages change.</param>
/// <param name="Speed">Of the hosts' clock meanwhile.</param>
internal sealed record LabInstaller(bool ToTheEnd, int Speed = 6000) : LabLook(ToTheEnd ? @"is on 8\.8\.10, services as before" : "the system is unchanged")
{
    public override int Times => 1;

    public override Task<string> SayAsync(LabBench bench, string host) => bench.InstallAsync(host, ToTheEnd, Speed);
}
