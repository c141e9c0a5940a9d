using AgentBus.Domain.Admission;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>The default: the message names the constitution of the bus (VAL-01).</summary>
internal sealed class HashValidation : IValidationStrategy
{
    public ValueTask<ValidationResult> ValidateAsync(Wire.Envelope message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Constitution.ValidateConstitutionalHash(message.ConstitutionalHash));
}
