using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailUpgrade.Core.Time;

namespace MailUpgrade.Adapters.Storage;

/// <summary>Where the run clock is written down, so that a restarted service and the practice hosts tell the same time.</summary>
public sealed class ClockFile(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Replaces the definition; a reader sees the old or the new one.</summary>
    /// <exception cref="ArgumentException">The speed is not a finite number above 0.</exception>
    /// <exception cref="IOException">The old definition is still there.</exception>
    public void Write(ClockDefinition clock)
    {
        Check(clock);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(clock, Json) + "\n"));
    }

    /// <summary>The definition, null before there is one.</summary>
    /// <exception cref="InvalidDataException">The file is there and makes no sense: guessing a time could start a night early.</exception>
    public ClockDefinition? Read()
    {
        try
        {
            var clock = JsonSerializer.Deserialize<ClockDefinition>(File.ReadAllBytes(path), Json)
                ?? throw new InvalidDataException($"{path} holds no clock");
            Check(clock);
            return clock;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path} holds no clock: {broken.Message}", broken);
        }
    }

    /// <summary>
    /// Replaces the copy that <c>sh</c> reads with <c>. FILE</c>: <c>CLOCK_START_MS</c> and <c>CLOCK_ANCHOR_MS</c> in milliseconds since
    /// 1970 UTC, <c>CLOCK_SPEED</c> a decimal number, whole where the speed is.
    /// </summary>
    /// <exception cref="IOException">The old copy is still there.</exception>
    public static void WriteShellCopy(string path, ClockDefinition clock)
    {
        Check(clock);
        AtomicFile.Write(path, Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"CLOCK_START_MS={clock.Start.ToUnixTimeMilliseconds()}\nCLOCK_ANCHOR_MS={clock.Anchor.ToUnixTimeMilliseconds()}\nCLOCK_SPEED={(decimal)clock.Speed}\n")));
    }

    private static void Check(ClockDefinition clock)
    {
        if (!double.IsFinite(clock.Speed) || clock.Speed is <= 0 or > 1_000_000)
        {
            throw new ArgumentException($"speed {clock.Speed} is not above 0 and at most 1000000", nameof(clock));
        }
    }
}
