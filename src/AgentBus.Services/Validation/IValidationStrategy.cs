using AgentBus.Domain.Admission;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>
/// Judges a message before it leaves the service (BUS-05, VAL-11). It can refuse what the bus would take, never the other way round: the
/// bus judges again. Thread-safe.
/// </summary>
public interface IValidationStrategy
{
    /// <summary>What is wrong with the message. Findings of several strategies are merged.</summary>
    ValueTask<ValidationResult> ValidateAsync(Wire.Envelope message, CancellationToken cancellationToken);
}
