using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>A place outside the data directory where signed heads go, so that a ledger that was set back is found out (docs/ledger.md). Thread-safe.</summary>
public interface ITreeHeadSink
{
    /// <summary>For logs and health.</summary>
    string Name { get; }

    /// <summary>The latest checkpoint of a tenant; null: there is none.</summary>
    /// <exception cref="IOException">It cannot be had.</exception>
    Task<string?> ReadLatestAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Hands a head over; it is there when this completes.</summary>
    /// <exception cref="IOException">It could not be handed over.</exception>
    Task WriteAsync(SignedTreeHead head, CancellationToken cancellationToken);
}
