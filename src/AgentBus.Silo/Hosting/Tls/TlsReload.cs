using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Hosting.Tls;

/// <summary>Looks at the TLS files every now and then. It reads them, since links that a secret store swaps tell a file watcher nothing.</summary>
internal sealed class TlsReload(TlsSource source, IOptions<AgentBusOptions> options, TimeProvider time, ILogger<TlsReload> logger) : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    private string _lastProblem = "";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Tell();
        using var timer = new PeriodicTimer(options.Value.Listen.CertificateReload, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private void Look()
    {
        try
        {
            if (source.Reload())
            {
                _lastProblem = "";
                Tell();
            }
        }
        catch (Exception e) when (e is ConfigurationError or IOException or UnauthorizedAccessException)
        {
            if (e.Message != _lastProblem)
            {
                SecurityLog.CertificateKept(logger, _lastProblem = e.Message);
            }
        }
    }

    private void Tell()
    {
        var material = source.Material;
        SecurityLog.CertificateTaken(logger, material.Leaf.Thumbprint, material.NotAfter);
        if (material.NotAfter - time.GetUtcNow() < Soon)
        {
            SecurityLog.CertificateEnds(logger, material.NotAfter);
        }
    }
}
