using MailUpgrade.Core.Plans;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Another process works on the state folder: do not start, two bots on one cluster are the worst night there is.</summary>
public sealed class StateFolderInUseException : Exception
{
    internal StateFolderInUseException(string folder, int? pid, string? since, Exception inner)
        : base(Words(folder, pid, since).En, inner)
    {
        Folder = folder;
        Pid = pid;
        Text = Words(folder, pid, since);
    }

    public string Folder { get; }

    /// <summary>The other process, where it said so.</summary>
    public int? Pid { get; }

    /// <summary>Who has it and what to do, for people.</summary>
    public LocalText Text { get; }

    private static LocalText Words(string folder, int? pid, string? since) => pid is null
        ? new(
            $"State folder {folder} is in use by another process. Nothing was started. See who has {folder}/lock open, or take another folder with --state.",
            $"Folder state {folder} sedang dipakai proses lain. Tidak ada yang dijalankan. Cek siapa yang membuka {folder}/lock, atau pakai folder lain dengan --state.")
        : new(
            $"State folder {folder} is in use by process {pid} since {since}. Nothing was started. Stop that one first (kill {pid}), or take another folder with --state.",
            $"Folder state {folder} sedang dipakai proses {pid} sejak {since}. Tidak ada yang dijalankan. Hentikan dulu proses itu (kill {pid}), atau pakai folder lain dengan --state.");
}
