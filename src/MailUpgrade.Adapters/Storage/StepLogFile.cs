using System.Buffers;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace MailUpgrade.Adapters.Storage;

/// <summary>
/// The log of one attempt. What was hidden is shorter in the file than it was in the output, so a small file beside it
/// (<c>.hidden</c>, one <c>PLACE LENGTH</c> a line) lets a restarted process know how much of the output is stored. It is written
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
        stored = File.Exists(path) ? new FileInfo(path).Length : 0;
        foreach (var (place, length) in ReadHidden())
        {
            if (place + Redactor.Mask.Length <= stored)
            {
                hidden += length - Redactor.Mask.Length;
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
        Write(telling ? [(0, held.Length)] : []);
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
        var places = new List<(int Place, int Length)>();
        output.ResetWrittenCount();
        var taken = redactor.Secrets.Redact(input, final, output, (place, length) => places.Add((place, length)));
        var rest = input[taken..].ToArray();
        Write(places);
        held = rest;
    }

    private void Write(List<(int Place, int Length)> places)
    {
        if (places.Count > 0)
        {
            File.AppendAllLines(path + ".hidden", places.Select(entry => string.Create(
                CultureInfo.InvariantCulture, $"{stored + entry.Place} {entry.Length}")));
        }
        // At a place of our own, not at the end: what a failed write left half done is written over by the next one.
        handle ??= File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(handle, output.WrittenSpan, stored);
        stored += output.WrittenCount;
        hidden += places.Sum(entry => entry.Length - Redactor.Mask.Length);
    }

    private IEnumerable<(long Place, int Length)> ReadHidden()
    {
        if (!File.Exists(path + ".hidden"))
        {
            yield break;
        }
        // Of a place that was written twice (a kill, then the same output again) the last line counts.
        var places = new SortedDictionary<long, int>();
        foreach (var parts in File.ReadLines(path + ".hidden").Select(line => line.Split(' ')))
        {
            if (parts.Length == 2
                && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var place)
                && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var length))
            {
                places[place] = length;
            }
        }
        foreach (var (place, length) in places)
        {
            yield return (place, length);
        }
    }
}
