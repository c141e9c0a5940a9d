using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Where messages wait that people have to decide on. Thread-safe.</summary>
public interface IDeliberation
{
    /// <summary>
    /// Opens a case for a message, and answers its id when that is durable; a refusal where there is nobody to decide. The same message again
    /// (tenant, sender, key, digest) answers the same case; another message under the key is refused with <see cref="Code.IdempotencyConflict"/>.
    /// </summary>
    Task<Result<string>> OpenAsync(HeldMessage message, CancellationToken cancellationToken);
}
