using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>What an agent finds again when it comes back: its memberships, history, session contexts, receipts; the same grain as <see cref="IAgentGrain"/>.</summary>
[Alias("agentbus.IAgentMemory")]
public interface IAgentMemory : IGrainWithStringKey
{
    /// <summary>The channels that the agent is a member of, with the positions that it acknowledged last (TRN-13).</summary>
    [Public, AlwaysInterleave, Alias("Memberships")]
    Task<Result<Memberships>> MembershipsAsync(SessionToken session);

    /// <summary>A page of a channel's history, without what has expired or is above the agent's clearance (HIS-01, CMD-10).</summary>
    [Public, AlwaysInterleave, Alias("ReadHistory")]
    Task<Result<HistoryPage>> ReadHistoryAsync(HistoryRequest request);

    /// <summary>A session context; revision 0 where there is none (TRN-15).</summary>
    [Public, AlwaysInterleave, Alias("ReadContext")]
    Task<Result<SessionContext>> ReadContextAsync(ContextRead request);

    /// <summary>Replaces a session context and answers after the commit, with its new revision.</summary>
    [Public, AlwaysInterleave, Alias("WriteContext")]
    Task<Result<SessionContext>> WriteContextAsync(ContextWrite request);

    /// <summary>
    /// The decisions on a message that the agent sent or got, each with the proof that it is in the tenant's ledger; auditors of the tenant see those on
    /// any. <see cref="Code.NotFound"/> with a time to ask again where the ledger has none, or none yet.
    /// </summary>
    [Public, AlwaysInterleave, Alias("ReadReceipts")]
    Task<Result<ProvedEntries>> ReadReceiptsAsync(ReceiptRequest request);
}
