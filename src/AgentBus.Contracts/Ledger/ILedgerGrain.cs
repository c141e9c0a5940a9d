using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>A tenant's ledger (AUD-01, AUD-02): the one that appends to it. Key: <see cref="TenantKey.LedgerKey"/>. Entries and proofs are read from the store.</summary>
[Alias("agentbus.ILedgerGrain")]
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Appends what it does not have yet, and signs a head when one is due. Where <see cref="LedgerStatus.TakenThrough"/> stays behind, the store
    /// could not write: hand the same again; unless <see cref="LedgerStatus.Fault"/> says that this ledger writes no more.
    /// </summary>
    [BusOnly(Silo = true), Alias("TakeUp")]
    Task<LedgerStatus> TakeUpAsync(LedgerUptake uptake);

    /// <summary>Compares the ledger with the heads outside the data directory, once, and signs the head of now unless it is signed.</summary>
    [BusOnly(Silo = true), Alias("Sign")]
    Task<LedgerStatus> SignAsync();

    /// <summary>How it stands.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Status")]
    Task<LedgerStatus> StatusAsync();
}
