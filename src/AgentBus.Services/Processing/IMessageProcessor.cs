using AgentBus.Domain.Admission;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>What happens to a message inside a service before it is sent (BUS-05, BUS-12). Thread-safe.</summary>
public interface IMessageProcessor
{
    /// <summary>Judges a message.</summary>
    /// <exception cref="ConstitutionalHashMismatchError">It names no constitution, or another one.</exception>
    /// <exception cref="MessageValidationError">It is not valid.</exception>
    /// <exception cref="CircuitBreakerOpenError">A strategy failed too often just now.</exception>
    ValueTask<ValidationResult> ProcessMessageAsync(Wire.Envelope message, CancellationToken cancellationToken = default);

    /// <summary>The verdict on the constitution only; it throws for nothing.</summary>
    ValidationResult ValidateConstitutionalCompliance(Wire.Envelope message);

    /// <summary>Personal data in a text.</summary>
    IReadOnlyList<ContentFinding> DetectPii(string text);

    /// <summary>The text without personal data.</summary>
    string RedactPii(string text);
}
