using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace MailUpgrade.Service.Endpoints;

/// <summary>How fast one reader may ask. What a person does never meets it; a script that guesses links or floods the run does.</summary>
/// <param name="behindProxy">The page has a public address of its own: what a proxy on this machine says of the reader is taken.</param>
internal sealed class RequestPace(bool behindProxy) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> reading = Of(burst: 400, perSecond: 40, behindProxy);
    private readonly PartitionedRateLimiter<HttpContext> speaking = Of(burst: 40, perSecond: 2, behindProxy);
    private readonly PartitionedRateLimiter<HttpContext> entering = Of(burst: 12, perSecond: 1.0 / 5, behindProxy);

    /// <summary>Null where the request may pass.</summary>
    public WebRefusal? Refuse(HttpContext http)
    {
        var limiter = http.Request.Path == "/api/enter" ? entering : HttpMethods.IsPost(http.Request.Method) ? speaking : reading;
        using var lease = limiter.AttemptAcquire(http);
        return lease.IsAcquired ? null : WebRefusal.TooFast;
    }

    public void Dispose()
    {
        reading.Dispose();
        speaking.Dispose();
        entering.Dispose();
    }

    /// <summary>By address: a cookie costs nothing to throw away.</summary>
    private static PartitionedRateLimiter<HttpContext> Of(int burst, double perSecond, bool behindProxy) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(
            ReaderAddress.Of(http, behindProxy)?.ToString() ?? "", _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1 / perSecond),
                AutoReplenishment = true,
                QueueLimit = 0,
            }));
}
