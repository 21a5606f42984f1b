using MailUpgrade.Core.Plans;

namespace MailUpgrade.Service.Hosting;

/// <summary>What a fleet of somebody's own needs before a night may be planned on it.</summary>
public static class RealFleet
{
    private static readonly string[] OfSimulatedHosts = ["directory", "btrfs"];

    /// <summary>Neither practice nor lab.</summary>
    public static bool Is(Fleet fleet) => fleet.Kind is FleetKind.Sandbox or FleetKind.Production;

    /// <summary>Everything that is missing, each with what to write; empty where it can begin.</summary>
    public static IReadOnlyList<string> Lacks(Plan plan, Fleet fleet, Pack? pack)
    {
        var lacks = new List<string>();
        var steps = plan.Phases.Append(plan.Rollback).SelectMany(p => p.Steps).ToList();
        if (steps.Any(s => s.Kind == StepKind.Sample))
        {
            lacks.AddRange(OfMail(fleet.Mail, pack));
        }
        foreach (var provider in new[] { fleet.SnapshotProvider, fleet.BackupProvider }.Distinct().Where(OfSimulatedHosts.Contains))
        {
            lacks.Add($"the provider '{provider}' is for simulated and lab hosts: name a folder of config/providers/ that calls your own storage");
        }
        return [.. lacks.Select(l => $"fleet {fleet.Id}: {l}")];
    }

    private static IEnumerable<string> OfMail(MailSettings mail, Pack? pack)
    {
        if (pack?.Sampling is not { } knowledge)
        {
            yield return $"the plan samples accounts and pack {pack?.Id} says nothing of it: write its 'sampling'";
            yield break;
        }
        if (mail.Admin is null || mail.PasswordFile is null)
        {
            if (knowledge.Probes == "zimbra" || mail.TestAccounts.Count == 0)
            {
                yield return "the plan samples accounts: write mail: { admin: LOGIN, password: file:/PATH } of an administrator who may act for them";
            }
        }
        if (knowledge.Probes == "imap" && mail.Directory is null && mail.AccountsFile is null && mail.TestAccounts.Count == 0)
        {
            yield return "nobody says which accounts there are: write mail: { directory: { ... } } or mail: { accounts: /PATH }";
        }
        foreach (var file in new[] { mail.PasswordFile, mail.Directory?.PasswordFile }.Concat(mail.TestAccounts.Select(t => (string?)t.PasswordFile)).OfType<string>().Distinct().Where(f => !IsReadable(f)))
        {
            yield return $"the secret file {file} cannot be read";
        }
    }

    private static bool IsReadable(string file)
    {
        try
        {
            using var open = File.OpenRead(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
