using System.Collections.Immutable;
using AgentBus.Model;
using Orleans;
using Orleans.Concurrency;

namespace AgentBus.Contracts;

/// <summary>Who is registered in a tenant, and who is there now (AGT-02, AGT-03). Key: <see cref="TenantKey.AgentsKey"/>.</summary>
[Alias("agentbus.IAgentDirectory")]
public interface IAgentDirectory : IGrainWithStringKey
{
    /// <summary>Takes what an agent's grain knows; a record is durable when this returns. False where it could not be stored: tell it again.</summary>
    [BusOnly, AlwaysInterleave, Alias("Report")]
    Task<bool> ReportAsync(AgentReport report);

    /// <summary>The agent of this id; refused with <see cref="Code.AgentNotRegistered"/> where there is none.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Get")]
    Task<Result<AgentEntry>> GetAsync(string agent);

    /// <summary>The agents that match.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Find")]
    Task<Result<AgentPage>> FindAsync(AgentQuery query);

    /// <summary>
    /// Takes all agents of an outside registry in the place of those that it had before (AGT-12). Answers the ids that it does not show,
    /// because an agent of ours has them, or one of another registry.
    /// </summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Import")]
    Task<ImmutableArray<string>> ImportAsync(string origin, ImmutableArray<OutsideAgent> agents);

    /// <summary>How many agents there are, by whether they are there.</summary>
    [BusOnly(Silo = true), AlwaysInterleave, Alias("Count")]
    Task<PresenceCount> CountAsync();
}
