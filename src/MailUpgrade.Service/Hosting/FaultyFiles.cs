using System.Security.Cryptography;
using System.Text;
using MailUpgrade.Core.Books;
using MailUpgrade.Core.Engine;
using MailUpgrade.Core.Plans;
using MailUpgrade.Core.Runs;

namespace MailUpgrade.Service.Hosting;

/// <summary>The files of a practice night while <c>plan-edited</c> is set: the plan on disk reads as with one byte more. Nobody's file is touched.</summary>
internal sealed class FaultyFiles(IRunFileSource inner, Func<bool> planEdited) : IRunFileSource
{
    public RunFiles Copies(string runId) => inner.Copies(runId);

    public RunFiles TakeCopies(string runId) => inner.TakeCopies(runId);

    public FileHashes OnDisk()
    {
        var hashes = inner.OnDisk();
        return planEdited() ? hashes with { Plan = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashes.Plan + " "))) } : hashes;
    }

    public FreezeCalendar Calendar() => inner.Calendar();

    public bool RehearsalPassed(string planHash) => inner.RehearsalPassed(planHash);

    public string? PackScript(string runId, RunFiles files, string path) => inner.PackScript(runId, files, path);

    public Fleet? FleetNamed(string name) => inner.FleetNamed(name);

    public BookState Book() => inner.Book();

    public string ScriptOf(string runId, RunFiles files, Step step, string script) => inner.ScriptOf(runId, files, step, script);
}
