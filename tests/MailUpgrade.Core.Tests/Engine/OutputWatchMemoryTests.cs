using System.Text;
using MailUpgrade.Core.Engine;
using MailUpgrade.Testing;
using Xunit;

namespace MailUpgrade.Core.Tests.Engine;

/// <summary>Memory is the process's: nothing else runs meanwhile.</summary>
[Collection("alone")]
public sealed class OutputWatchMemoryTests
{
    [Fact]
    public void A_log_of_two_hundred_megabytes_leaves_the_prompt_at_its_end_and_little_memory()
    {
        var watch = new OutputWatch(SamplePlan.Pack(), "Continue? [N]", 0);
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 2047) + "\n", 32)));
        long at = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (; at < 200L << 20; at += chunk.Length)
        {
            watch.Take(at, chunk);
        }
        // one line without an end as well
        var endless = new byte[64 * 1024];
        Array.Fill(endless, (byte)'y');
        for (var n = 0; n < 100; n++, at += endless.Length)
        {
            watch.Take(at, endless);
        }
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 2 << 20);
        watch.Take(at, "\nDo you agree? [N] "u8);
        Assert.Equal("Y", watch.Known()?.Answer);
    }
}

/// <summary>Tests that look at the whole process.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
