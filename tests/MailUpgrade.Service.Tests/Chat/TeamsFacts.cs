using Xunit;

namespace MailUpgrade.Service.Tests.Chat;

/// <summary>Needs the Teams peers, which <c>./test</c> brings up as root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class TeamsFactAttribute : FactAttribute
{
    internal const string Ready = "/var/lib/mailupgrade-teams/ready.json";
    internal const string Missing = "the Teams peers are not up: tests/teams/install and tests/teams/up make them, as root; ./test does it by itself";

    public TeamsFactAttribute() => Skip = File.Exists(Ready) ? null : Missing;
}

/// <summary>The same, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TeamsTheoryAttribute : TheoryAttribute
{
    public TeamsTheoryAttribute() => Skip = File.Exists(TeamsFactAttribute.Ready) ? null : TeamsFactAttribute.Missing;
}

/// <summary>Needs the Teams peers, and belongs to the long campaigns.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongTeamsFactAttribute : TeamsFactAttribute
{
    public LongTeamsFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("MAILUPGRADE_LONG") is "1" ? Skip : "a long campaign: ./test --long runs it";
}

/// <summary>There is one Playground: its tests take turns.</summary>
[CollectionDefinition("teams")]
public sealed class TeamsTurns;
