using System.Collections.Immutable;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>A tenant's dead letters for operators (MSG-10). Key: <see cref="TenantKey.DeadLettersKey"/>.</summary>
[Alias("agentbus.IDeadLetters")]
public interface IDeadLetters : IGrainWithStringKey
{
    /// <summary>The letters that the query names, newest first, without their bytes.</summary>
    [Operator, Alias("List")]
    Task<DeadLetterList> ListAsync(DeadLetterQuery query);

    /// <summary>One letter whole; null: it is not there.</summary>
    [Operator, Alias("Find")]
    Task<DeadLetter?> FindAsync(long id);

    /// <summary>
    /// Sends letters again as their senders' messages, to where they were, through admission with today's policy, oldest first. One that is
    /// delivered or held is a letter no more; one that is refused stays one, with a line in its history. A letter that is replayed twice
    /// within the idempotency window is delivered once.
    /// </summary>
    /// <param name="ids">The letters; at most 1,000 are taken.</param>
    /// <param name="operatorId">Who wants it.</param>
    [Operator, Alias("Replay")]
    Task<ImmutableArray<LetterReplay>> ReplayAsync(ImmutableArray<long> ids, string operatorId);

    /// <summary>Replays a page of what the query names, in the same way, and tells where the next page begins.</summary>
    [Operator, Alias("ReplayAll")]
    Task<LetterReplays> ReplayAllAsync(DeadLetterQuery query, string operatorId);

    /// <summary>Removes letters for good, with evidence of it; tells how many there were.</summary>
    /// <param name="ids">The letters; at most 1,000 are taken.</param>
    /// <param name="operatorId">Who wants it.</param>
    /// <param name="reason">Why, for the ledger.</param>
    [Operator, Alias("Discard")]
    Task<int> DiscardAsync(ImmutableArray<long> ids, string operatorId, string reason);

    /// <summary>Removes a page of what the query names, in the same way, and tells where the next page begins.</summary>
    [Operator, Alias("DiscardAll")]
    Task<LetterDiscards> DiscardAllAsync(DeadLetterQuery query, string operatorId, string reason);
}
