using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MailUpgrade.Core.Ports;
using MailUpgrade.Core.Sampling;

namespace MailUpgrade.Adapters.Probes.Wire;

/// <summary>One conversation with a server that may be anything: bounded lines, literals, bytes and time. Not for two threads.</summary>
public sealed class ProbeWire : IAsyncDisposable
{
    private readonly WireLimits _limits;
    private readonly WireTarget _target;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _caller;
    private Stream _stream;
    private PipeReader _in;
    private byte[] _line = ArrayPool<byte>.Shared.Rent(512);
    private long _bytes;
    private int _lines;

    private ProbeWire(Stream stream, WireTarget target, WireLimits limits, CancellationTokenSource end, CancellationToken caller)
    {
        (_stream, _target, _limits, _end, _caller) = (stream, target, limits, end, caller);
        _in = Reader(stream);
    }

    /// <summary>What the server may make this conversation take.</summary>
    public WireLimits Limits => _limits;

    /// <summary>With whom.</summary>
    public WireTarget Target => _target;

    /// <summary>When the certificate ends that the server showed; null without TLS.</summary>
    public DateTimeOffset? CertificateEnds => (_stream as SslStream)?.RemoteCertificate is { } c && DateTimeOffset.TryParse(c.GetExpirationDateString(), System.Globalization.CultureInfo.InvariantCulture, out var ends) ? ends : null;

    /// <summary>Connects, and begins TLS where it is implicit.</summary>
    /// <exception cref="HostUnreachableException">Nothing answers there.</exception>
    /// <exception cref="MailFaultException">Not within the time, or the certificate is refused.</exception>
    public static async Task<ProbeWire> ConnectAsync(WireTarget target, WireLimits limits, CancellationToken ct)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(limits.Time);
        var socket = new Socket(target.At.AddressFamily is AddressFamily.Unspecified ? AddressFamily.InterNetwork : target.At.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (target.Source is { } source)
            {
                socket.Bind(new System.Net.IPEndPoint(source, 0));
            }
            await socket.ConnectAsync(target.At, end.Token);
            var wire = new ProbeWire(new NetworkStream(socket, ownsSocket: true), target, limits, end, ct);
            if (target.Tls == TlsMode.Implicit)
            {
                await wire.EncryptAsync();
            }
            return wire;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            socket.Dispose();
            end.Dispose();
            ct.ThrowIfCancellationRequested();
            throw e is OperationCanceledException ? TooSlow(limits)
                : new HostUnreachableException($"{target.Host} does not answer at {target.At}.", e);
        }
        catch
        {
            socket.Dispose();
            end.Dispose();
            throw;
        }
    }

    /// <summary>A conversation over a stream that is there already, for tests and recorded sessions.</summary>
    public static ProbeWire Over(Stream stream, WireTarget target, WireLimits limits, CancellationToken ct)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(limits.Time);
        return new ProbeWire(stream, target, limits, end, ct);
    }

    /// <summary>Encrypts from here on; what the server sent before in plain text is thrown away (CVE-2011-0411).</summary>
    /// <exception cref="MailFaultException">The certificate is refused.</exception>
    public async Task EncryptAsync()
    {
        await _in.CompleteAsync();
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        await GuardAsync(async ct => await tls.AuthenticateAsClientAsync(_target.Trust.OptionsFor(_target.Name), ct));
        _in = Reader(tls);
    }

    /// <summary>A line without its end; valid until the next read.</summary>
    /// <exception cref="HostUnreachableException">The connection was cut.</exception>
    /// <exception cref="MailFaultException">The server goes beyond a limit.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadLineAsync()
    {
        if (++_lines > _limits.Lines)
        {
            throw new MailFaultException("protocol: too many lines");
        }
        while (true)
        {
            var read = await FillAsync();
            var position = read.Buffer.PositionOf((byte)'\n');
            if (position is { } end)
            {
                var line = read.Buffer.Slice(0, end);
                var length = Checked(line.Length);
                if (_line.Length < length)
                {
                    ArrayPool<byte>.Shared.Return(_line);
                    _line = ArrayPool<byte>.Shared.Rent(length);
                }
                line.CopyTo(_line);
                _in.AdvanceTo(read.Buffer.GetPosition(1, end));
                Count(length + 1);
                return _line.AsMemory(0, length > 0 && _line[length - 1] == '\r' ? length - 1 : length);
            }
            Checked(read.Buffer.Length);
            _in.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                throw Cut();
            }
        }
    }

    /// <summary>Exactly so many bytes, in pieces, none of them kept here. They count as a message, not as response.</summary>
    /// <exception cref="HostUnreachableException">The connection was cut.</exception>
    /// <exception cref="MailFaultException">Longer than a message may be.</exception>
    public async ValueTask ReadAsync(long length, Action<ReadOnlySpan<byte>> take)
    {
        if (length < 0 || length > _limits.Message)
        {
            throw new MailFaultException("protocol: message too long");
        }
        for (var left = length; left > 0;)
        {
            var read = await FillAsync();
            var piece = read.Buffer.Slice(0, Math.Min(left, read.Buffer.Length));
            foreach (var memory in piece)
            {
                take(memory.Span);
            }
            left -= piece.Length;
            _in.AdvanceTo(piece.End);
            if (left > 0 && read.IsCompleted)
            {
                throw Cut();
            }
        }
    }

    /// <summary>Counts one answer of a protocol that has no lines.</summary>
    /// <exception cref="MailFaultException">Too many.</exception>
    internal void CountOne()
    {
        if (++_lines > _limits.Lines * 10)
        {
            throw new MailFaultException("protocol: too many answers");
        }
    }

    /// <summary>All of it, in one write.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var write = _stream.WriteAsync(bytes, _end.Token);
        return write.IsCompletedSuccessfully ? write : new ValueTask(GuardAsync(async _ => await write));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _in.CompleteAsync();
        await _stream.DisposeAsync();
        ArrayPool<byte>.Shared.Return(_line);
        _line = [];
        _end.Dispose();
    }

    private ValueTask<ReadResult> FillAsync()
    {
        if (_in.TryRead(out var ready))
        {
            return new ValueTask<ReadResult>(ready);
        }
        return new ValueTask<ReadResult>(WaitAsync());
    }

    private async Task<ReadResult> WaitAsync()
    {
        ReadResult read = default;
        await GuardAsync(async ct => read = await _in.ReadAsync(ct));
        return read;
    }

    private async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_end.Token);
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            throw TooSlow(_limits);
        }
        catch (AuthenticationException e)
        {
            throw new MailFaultException("certificate refused: " + (e.Message.Contains("Partial", StringComparison.Ordinal) || e.Message.Contains("Untrusted", StringComparison.Ordinal) ? "not from a trusted authority" : e.Message.Contains("NameMismatch", StringComparison.Ordinal) ? "other name" : e.Message.Contains("NotTimeValid", StringComparison.Ordinal) ? "expired or not yet valid" : "no TLS here"));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw Cut(e);
        }
    }

    private int Checked(long length) => length < _limits.Line ? (int)length : throw new MailFaultException("protocol: line too long");

    private void Count(long bytes)
    {
        if ((_bytes += bytes) > _limits.Response)
        {
            throw new MailFaultException("protocol: response too long");
        }
    }

    private HostUnreachableException Cut(Exception? e = null) => new($"{_target.Host} cut the connection at {_target.At}.", e!);

    private static MailFaultException TooSlow(WireLimits limits) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SlowCodes.NoAnswer} {limits.Time.TotalSeconds:0.#} s"));

    private static PipeReader Reader(Stream stream) => PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 4096, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: false));
}
