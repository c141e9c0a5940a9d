using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>What is kept of a case, for its sender and those who may decide on it; the same grain as <see cref="IDeliberationCase"/>.</summary>
[Alias("agentbus.ICaseRecords")]
public interface ICaseRecords : IGrainWithStringKey
{
    /// <summary>
    /// The decisions on the case's message, each with the proof that it is in the tenant's ledger. <see cref="Code.NotFound"/> with a time to ask again
    /// where the ledger has none yet.
    /// </summary>
    [Public, AlwaysInterleave, Alias("ReadReceipt")]
    Task<Result<ProvedEntries>> ReadReceiptAsync(CaseCaller caller);

    /// <summary>
    /// What was said in the message's channel before it, for people who may decide on the case while it is open: a bounded part, oldest first, which needs no
    /// role that covers the channel. <see cref="Code.CaseClosed"/> afterwards.
    /// </summary>
    [Public, AlwaysInterleave, Alias("ReadConversation")]
    Task<Result<HistoryPage>> ReadConversationAsync(CaseCaller caller);

    /// <summary>
    /// The message as it came, before inspection took something out of it, where the tenant keeps that and the caller may look (<see cref="RawContentSettings"/>). The look, its
    /// reason (1 to 1,000 characters) and who it was are durable, and on their way to the ledger, before the answer comes; a look that is refused is evidence too.
    /// </summary>
    [Public, Alias("Look")]
    Task<Result<RawContent>> LookAsync(CaseCaller caller, string reason);
}
