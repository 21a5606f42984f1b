using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace MailUpgrade.Service.Hosting;

/// <summary>
/// Listens before the night's parts are there: whoever reloads the page while the bot comes back is not refused, the request waits
/// until there is something to answer it.
/// </summary>
internal sealed class EarlyServer : IServer, IHttpApplication<IFeatureCollection>
{
    private const long LargestBody = 32 * 1024 * 1024;
    private readonly KestrelServer kestrel;
    private readonly TaskCompletionSource<Func<IFeatureCollection, Task>> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="url">Of the page: a loopback name, an address, or any.</param>
    /// <param name="certificate">Of an https address; null for http.</param>
    /// <param name="logs">For the server's own words.</param>
    public EarlyServer(Uri url, X509Certificate2? certificate, ILoggerFactory logs)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = LargestBody;
        if (certificate is not null)
        {
            options.ApplicationServices = SecureParts();
            CertificatePrint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
            ListenSecurely(options, url, certificate);
        }
        var transport = new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), logs);
        kestrel = new KestrelServer(Microsoft.Extensions.Options.Options.Create(options), transport, logs);
        if (certificate is null)
        {
            kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.Add(url.ToString());
        }
    }

    /// <inheritdoc/>
    public IFeatureCollection Features => kestrel.Features;

    /// <summary>SHA-256 of the certificate, hex; null for http.</summary>
    public string? CertificatePrint { get; }

    /// <summary>Listens from now on.</summary>
    /// <exception cref="IOException">The address is in use.</exception>
    public Task ListenAsync(CancellationToken ct) => kestrel.StartAsync(this, ct);

    /// <summary>The application is there: what waits is answered.</summary>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        ready.SetResult(async features =>
        {
            var context = application.CreateContext(features);
            try
            {
                await application.ProcessRequestAsync(context);
            }
            catch (Exception e)
            {
                application.DisposeContext(context, e);
                throw;
            }
            application.DisposeContext(context, null);
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => kestrel.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(IFeatureCollection context) => await (await ready.Task)(context);

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
        // Its parts belong to the application, which has disposed them.
    }

    /// <summary>What Kestrel looks for before it takes a certificate; only a host's own builder knows how to register it.</summary>
    private static ServiceProvider SecureParts()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        return builder.Services.AddLogging().AddMetrics().BuildServiceProvider();
    }

    private static void ListenSecurely(KestrelServerOptions options, Uri url, X509Certificate2 certificate)
    {
        void Secure(ListenOptions listen) => listen.UseHttps(certificate);
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
        {
            options.Listen(address, url.Port, Secure);
        }
        else if (url.IsLoopback)
        {
            options.ListenLocalhost(url.Port, Secure);
        }
        else
        {
            options.ListenAnyIP(url.Port, Secure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ready.TrySetCanceled();
        kestrel.Dispose();
    }
}
