using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>
/// Cases with their messages and votes (DEL-14). A change is one transaction with its evidence, and the case's row is the idempotency row of
/// its message: a case is named by tenant, sender and key. Thread-safe.
/// </summary>
public interface ICaseStore
{
    /// <summary>A case with its message; null: there is none.</summary>
    Task<StoredCase?> LoadAsync(string tenant, string caseId, CancellationToken cancellationToken);

    /// <summary>Stores a change, where the store has the revision before it. A case of which the journal has the message ends as delivered or not at all.</summary>
    Task<CaseSaved> SaveAsync(CaseChange change);

    /// <summary>All cases of a tenant that are not over, in the order in which they were opened.</summary>
    Task<IReadOnlyList<DeliberationCase>> LoadOpenAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>The ids of all cases of a tenant that are not over.</summary>
    Task<IReadOnlySet<string>> ReadOpenIdsAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Cases of a tenant, newest first: those of a state, of a sender, opened before a moment; null and empty: any. At most so many, 1 to 1,000.</summary>
    Task<IReadOnlyList<DeliberationCase>> ListAsync(string tenant, CaseState? state, string sender, DateTimeOffset? before, int limit, CancellationToken cancellationToken);

    /// <summary>All votes that were ever taken on a case, in order.</summary>
    Task<IReadOnlyList<SignedVote>> LoadVotesAsync(string tenant, string caseId, CancellationToken cancellationToken);

    /// <summary>The keys under which the journal took the message of the case, or a channel without one handed it out, however long ago; the message itself may be gone from it by now.</summary>
    Task<IReadOnlySet<string>> ReadDeliveredAsync(string tenant, string caseId, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that messages of cases are handed out where no journal takes them, all or none: each once, and none of a case that ended otherwise (else a conflict). From then on
    /// <see cref="ReadDeliveredAsync"/> has them.
    /// </summary>
    Task<CaseSaved> ClaimDeliveriesAsync(string tenant, IReadOnlyList<(string CaseId, string Key)> claims);

    /// <summary>Tenants and ids of cases to which something is due, the longest overdue first: at most so many, behind the first so many.</summary>
    Task<IReadOnlyList<(string Tenant, string CaseId)>> ReadDueAsync(DateTimeOffset now, int skip, int max, CancellationToken cancellationToken);

    /// <summary>Cases of a tenant that ended at a moment or before and keep what people said of them, those that ended first in front: at most so many, behind the first so many.</summary>
    Task<IReadOnlyList<string>> ReadEndedAsync(string tenant, DateTimeOffset before, int skip, int max, CancellationToken cancellationToken);

    /// <summary>What a sender has had held since a time, newest first, at most so many: what a new activation must recognise as retries.</summary>
    Task<IReadOnlyList<HeldKey>> ReadHeldKeysAsync(AgentKey sender, DateTimeOffset since, int max, CancellationToken cancellationToken);

    /// <summary>Where the cases of a sender's messages of this id stand; of none: it was never held. A sender may use an id under several keys, so there may be several.</summary>
    Task<IReadOnlyList<CaseState>> ReadStatesAsync(AgentKey sender, string messageId, CancellationToken cancellationToken);
}
