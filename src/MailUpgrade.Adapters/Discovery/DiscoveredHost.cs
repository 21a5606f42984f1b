using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Discovery;

/// <summary>A server as the cluster and the host itself describe it.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Roles">Words of the pack.</param>
/// <param name="Site">The site whose way in reached it; empty where none did.</param>
/// <param name="Volumes">Those that lie elsewhere.</param>
/// <param name="Looks">What a person must look at.</param>
public sealed record DiscoveredHost(
    string Name, string Address, IReadOnlyList<string> Roles, string Site, IReadOnlyList<FarVolume> Volumes, IReadOnlyList<string> Looks)
{
    /// <summary>With what the host said through the pack's <c>discover/host.sh</c>.</summary>
    public DiscoveredHost With(string site, string output)
    {
        var volumes = new List<FarVolume>();
        var looks = new List<string>(Looks);
        foreach (var line in output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is ["volume", var name, var path, var kind])
            {
                volumes.Add(new FarVolume(name, path, kind));
            }
            else if (line.StartsWith("look ", StringComparison.Ordinal))
            {
                looks.Add(line[5..]);
            }
        }

        return this with { Site = site, Volumes = volumes, Looks = looks };
    }
}
