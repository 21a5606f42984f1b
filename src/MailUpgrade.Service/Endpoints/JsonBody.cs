using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>Bodies of the page: small JSON objects of texts.</summary>
internal static class JsonBody
{
    public const int LargestBytes = 64 * 1024;

    /// <summary>More than this is not even read to its end to answer politely.</summary>
    private const long PatienceBytes = 32L * 1024 * 1024;

    /// <summary>A body as texts by name, or why not. Values that are null are left out.</summary>
    public static async Task<(IReadOnlyDictionary<string, string> Values, WebRefusal? No)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var none = new Dictionary<string, string>();
        if (!request.HasJsonContentType())
        {
            return (none, WebRefusal.WrongType);
        }
        var (bytes, tooLong) = await ReadBytesAsync(request, ct);
        if (tooLong)
        {
            return (none, WebRefusal.TooLong);
        }
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 4 });
            foreach (var property in document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
            {
                none[property.Name] = property.Value.GetString()!;
            }
            return (none, null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return (none, WebRefusal.Unreadable);
        }
    }

    /// <summary>Reads on past the limit and forgets: a browser that is still sending would not see an early answer.</summary>
    private static async Task<(ReadOnlyMemory<byte> Bytes, bool TooLong)> ReadBytesAsync(HttpRequest request, CancellationToken ct)
    {
        var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        long seen = 0;
        while (seen <= PatienceBytes)
        {
            int got;
            try
            {
                got = await request.Body.ReadAsync(buffer, ct);
            }
            catch (BadHttpRequestException)
            {
                return (default, true);
            }
            if (got == 0)
            {
                break;
            }
            seen += got;
            if (seen <= LargestBytes)
            {
                kept.Write(buffer, 0, got);
            }
        }
        return (kept.GetBuffer().AsMemory(0, (int)kept.Length), seen > LargestBytes);
    }
}
