using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>A silo in the process of the test.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private bool _stopped;

    public IHost SiloHost { get; init; } = null!;

    public IServiceProvider ServiceProvider => SiloHost.Services;

    public override bool IsActive => !_stopped;

    /// <summary>Stops the silo; ungracefully, activations are not deactivated, as if the process had died.</summary>
    public override Task StopSiloAsync(bool stopGracefully)
    {
        if (!stopGracefully && !_stopped)
        {
            ServiceProvider.GetRequiredService<Embedded.SiloRuntime>().Kill();
        }

        return StopSiloAsync(CancellationToken.None);
    }

    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await SiloHost.StopAsync(ct);
    }

    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(stopGracefully: true);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_stopped)
        {
            StopSiloAsync(stopGracefully: true).GetAwaiter().GetResult();
        }

        SiloHost.Dispose();
        base.Dispose(disposing);
    }
}
