using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>The open cases of a tenant, in the order in which people should look at them. Key: <see cref="TenantKey.CasesKey"/>.</summary>
[Alias("agentbus.ICaseIndex")]
public interface ICaseIndex : IGrainWithStringKey
{
    /// <summary>Takes a case that is about to be opened; refused with <see cref="Code.LimitExceeded"/> where its sender has so many open already.</summary>
    [BusOnly, AlwaysInterleave, Alias("Announce")]
    Task<Refusal?> AnnounceAsync(CaseSummary opening, int maxOpenPerSender);

    /// <summary>A case changed; one that is over is open no more. Watchers are told; the change gets its position here.</summary>
    [BusOnly, AlwaysInterleave, Alias("Changed")]
    Task ChangedAsync(CaseUpdate changed);

    /// <summary>A case that was announced was not opened.</summary>
    [BusOnly, AlwaysInterleave, Alias("Forget")]
    Task ForgetAsync(string caseId);

    /// <summary>Open cases in the order of attention, for people who may decide on one of them.</summary>
    [Public, AlwaysInterleave, Alias("List")]
    Task<Result<CasePage>> ListAsync(CaseQuery query);

    /// <summary>The ids of an agent's open cases; of all agents where it is empty.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("OpenOf")]
    Task<CaseIdList> OpenOfAsync(string agent);

    /// <summary>A page of the changes after a position, of those that are kept; of none (epoch 0) the head alone. Who asks shows nobody what they may not see.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("ReadUpdates")]
    Task<CaseUpdates> ReadUpdatesAsync(Position after);

    /// <summary>How many cases are not over, and since when the oldest waits.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Count")]
    Task<OpenCaseCount> CountAsync();
}
