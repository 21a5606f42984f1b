using Xunit;

namespace MailUpgrade.Service.Tests.Lab;

/// <summary>Needs the lab, which <c>./test</c> brings up as root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LabFactAttribute : FactAttribute
{
    public LabFactAttribute() =>
        Skip = File.Exists("/var/lib/mailupgrade-lab/ready") ? null : "the lab is not up: tests/lab/up makes it, as root; ./test does it by itself";
}

/// <summary>Needs the lab, and belongs to the long campaigns.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongLabFactAttribute : LabFactAttribute
{
    public LongLabFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") is "1" ? Skip : "a long campaign: ./test --long runs it";
}

/// <summary>The same with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongLabTheoryAttribute : TheoryAttribute
{
    public LongLabTheoryAttribute() => Skip = new LongLabFactAttribute().Skip;
}

/// <summary>There is one lab: its tests take turns.</summary>
[CollectionDefinition("lab")]
public sealed class LabTurns;
