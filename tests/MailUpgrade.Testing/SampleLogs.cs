using MailUpgrade.Core.Ports;

namespace MailUpgrade.Testing;

/// <summary>Output of steps in memory.</summary>
public sealed class SampleLogs : IStepLogs
{
    public Dictionary<string, IReadOnlyList<string>> Lines { get; } = [];

    public ValueTask AppendAsync(string run, string step, int attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken ct) =>
        ValueTask.CompletedTask;

    public Task CompleteAsync(string run, string step, int attempt, CancellationToken ct) => Task.CompletedTask;

    public Task SkipAsync(string run, string step, int attempt, long offset, CancellationToken ct) => Task.CompletedTask;

    public Task CompressAsync(string run, string step, int attempt, CancellationToken ct) => Task.CompletedTask;

    public Task<long> LengthAsync(string run, string step, int attempt, CancellationToken ct) => Task.FromResult(0L);

    public Task<IReadOnlyList<string>> TailAsync(string run, string step, int lines, int columns, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. Lines.GetValueOrDefault(step, []).TakeLast(lines)]);
}
