using MailUpgrade.Core.Plans;

namespace MailUpgrade.Core.Sampling;

/// <summary>One sampling that somebody wants.</summary>
/// <param name="Run">Run id; names baseline and lot.</param>
/// <param name="Fleet">Whose accounts.</param>
/// <param name="Pack">How they are looked at.</param>
public sealed record SampleJob(string Run, Fleet Fleet, Pack Pack)
{
    /// <summary>Stops it between and within accounts, at once, for as long as it is on.</summary>
    public HoldSwitch Hold { get; init; } = new();

    /// <summary>Told after each account.</summary>
    public Action<SampleProgress> Told { get; init; } = _ => { };

    /// <summary>Mail may come in meanwhile: what arrived is explained and no difference.</summary>
    public bool DoorsOpen { get; init; }

    /// <summary>What the pack knows of sampling.</summary>
    /// <exception cref="InvalidOperationException">It knows nothing.</exception>
    public SamplingKnowledge Knowledge =>
        Pack.Sampling ?? throw new InvalidOperationException($"Pack {Pack.Id} says nothing of sampling: write its 'sampling' (docs/plan.md).");
}

/// <summary>How far a sampling is.</summary>
/// <param name="Done">Accounts read.</param>
/// <param name="Of">Accounts to read.</param>
/// <param name="Slowed">Hosts that refused for rate and are asked more slowly.</param>
public sealed record SampleProgress(int Done, int Of, IReadOnlyList<string> Slowed);
