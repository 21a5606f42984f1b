using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// The log of one attempt. What was hidden or skipped has another length in the file than it had in the output, so a small file beside it
/// (<c>.hidden</c>, one <c>PLACE LENGTH SHOWN</c> a line) lets a restarted process know how much of the output is stored. It is written
/// before the log: after a kill between the two, its last lines point behind the end of the log and are ignored.
/// </summary>
internal sealed class StepLogFile : IDisposable
{
    private readonly string path;
    private readonly Redactor redactor;
    private readonly ArrayBufferWriter<byte> output = new();
    private SafeFileHandle? handle;
    private byte[] held = [];
    private long stored;
    private long hidden;

    public StepLogFile(string path, Redactor redactor)
    {
        this.path = path;
        this.redactor = redactor;
        CompressedLog.Restore(path);
        stored = File.Exists(path) ? new FileInfo(path).Length : 0;
        foreach (var (place, length, shown) in ReadHidden())
        {
            if (place + shown <= stored)
            {
                hidden += length - shown;
            }
            else
            {
                // Half a mask is on disk: that secret counts as not yet stored.
                stored = Math.Min(stored, place);
            }
        }
    }

    /// <summary>Bytes of output taken so far; some may wait in memory until it is known whether they begin a secret.</summary>
    public long Length => stored + hidden + held.Length;

    /// <summary>It was compressed: find the log anew.</summary>
    public bool IsGone { get; set; }

    /// <exception cref="StepLogGapException">The output begins behind what is stored.</exception>
    /// <exception cref="IOException">Not stored; the same call may be made again.</exception>
    public void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        if (offset > Length)
        {
            throw new StepLogGapException(path, Length, offset);
        }
        if (offset + bytes.Length <= Length)
        {
            return;
        }
        var fresh = bytes[(int)(Length - offset)..];
        byte[]? joined = held.Length == 0 ? null : [.. held, .. fresh];
        Store(joined ?? fresh, final: false);
    }

    /// <summary>What lies between <see cref="Length"/> and the offset cannot be had any more; a line stands in its place.</summary>
    public void Skip(long offset)
    {
        Complete();
        if (offset <= Length)
        {
            return;
        }
        var missing = offset - Length;
        output.ResetWrittenCount();
        output.Write(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"\n[{missing} bytes of output were not kept on the host]\n")));
        Write([(0, missing, output.WrittenCount)]);
    }

    /// <summary>No more output will come: what waited is stored, as <c>***</c> where it is a telling part of a secret.</summary>
    public void Complete()
    {
        if (held.Length == 0)
        {
            return;
        }
        var telling = held.Length >= Redactor.ShortestSecret;
        output.ResetWrittenCount();
        output.Write(telling ? Redactor.Mask : held);
        Write(telling ? [(0, held.Length, Redactor.Mask.Length)] : []);
        held = [];
    }

    /// <summary>Closes the file; a later append opens it again.</summary>
    public void Dispose()
    {
        handle?.Dispose();
        handle = null;
    }

    private void Store(ReadOnlySpan<byte> input, bool final)
    {
        var places = new List<(int Place, long Length, int Shown)>();
        output.ResetWrittenCount();
        var taken = redactor.Secrets.Redact(input, final, output, (place, length) => places.Add((place, length, Redactor.Mask.Length)));
        var rest = input[taken..].ToArray();
        Write(places);
        held = rest;
    }

    private void Write(List<(int Place, long Length, int Shown)> places)
    {
        if (places.Count > 0)
        {
            File.AppendAllLines(path + ".hidden", places.Select(entry => string.Create(
                CultureInfo.InvariantCulture, $"{stored + entry.Place} {entry.Length} {entry.Shown}")));
        }
        // At a place of our own, not at the end: what a failed write left half done is written over by the next one.
        handle ??= File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(handle, output.WrittenSpan, stored);
        stored += output.WrittenCount;
        hidden += places.Sum(entry => entry.Length - entry.Shown);
    }

    private IEnumerable<(long Place, long Length, int Shown)> ReadHidden()
    {
        if (!File.Exists(path + ".hidden"))
        {
            yield break;
        }
        // Of a place that was written twice (a kill, then the same output again) the last line counts.
        var places = new SortedDictionary<long, (long Length, int Shown)>();
        foreach (var parts in File.ReadLines(path + ".hidden").Select(line => line.Split(' ')))
        {
            if (parts.Length == 3
                && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var place)
                && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var length)
                && int.TryParse(parts[2], CultureInfo.InvariantCulture, out var shown))
            {
                places[place] = (length, shown);
            }
        }
        foreach (var (place, (length, shown)) in places)
        {
            yield return (place, length, shown);
        }
    }
}
