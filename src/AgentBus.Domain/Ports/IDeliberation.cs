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

    /// <summary>Reserves an approval for a message that names it (DEL-09); null: it is reserved, and the message may go. <see cref="SettleAsync"/> has to follow once its end is known.</summary>
    Task<Refusal?> ReserveAsync(string approvalId, ApprovalClaim claim);

    /// <summary>Tells what became of a send that an approval was reserved for. Where that is not known nothing is told: the approval stays with the key.</summary>
    /// <param name="approvalId">The approval.</param>
    /// <param name="claim">What it was reserved for.</param>
    /// <param name="isDelivered">The message is in the journal, or handed over; else it went nowhere.</param>
    Task SettleAsync(string approvalId, ApprovalClaim claim, bool isDelivered);
}
